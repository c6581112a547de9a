// How a picture lies on the stage while it is looked at closely: enlarged about its middle, then moved. Pure numbers.

export interface View {
  readonly scale: number;
  /** How far its middle is from the stage's. */
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const whole: View = { scale: 1, x: 0, y: 0 };
export const MOST_SCALE = 8;
/** What two clicks or a key make of it. */
export const CLOSER = 2.5;

/** `point` stays where it is; from the middle of the stage. */
export function zoomed(view: View, factor: number, point: Point, stage: Size): View {
  const scale = Math.max(1, Math.min(MOST_SCALE, view.scale * factor));
  const by = scale / view.scale;
  return kept({ scale, x: point.x - (point.x - view.x) * by, y: point.y - (point.y - view.y) * by }, stage);
}

export function moved(view: View, by: Point, stage: Size): View {
  return kept({ ...view, x: view.x + by.x, y: view.y + by.y }, stage);
}

/** Its edges never leave those of the stage. */
function kept({ scale, x, y }: View, { width, height }: Size): View {
  const within = (value: number, size: number): number => {
    const most = ((scale - 1) * size) / 2;
    return Math.max(-most, Math.min(most, value)) || 0;
  };
  return { scale, x: within(x, width), y: within(y, height) };
}
