// The room that a picture takes, known before the picture is here, so that nothing moves when it comes (U21).

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** It is smaller than its frame, or of a shape that no bubble has room for: shown whole would be a stripe. */
  readonly fit: 'whole' | 'cut';
}

const MOST_WIDTH = 330;
const MOST_HEIGHT = 400;
const LEAST_WIDTH = 180;
const LEAST_HEIGHT = 110;

/** In pixels at normal text size; of what somebody else says of his file, so anything may come. */
export function frameOf(width: number, height: number): Frame {
  const scale = Math.min(MOST_WIDTH / width, MOST_HEIGHT / height, 1);
  const [wide, high] = [width * scale, height * scale];
  const frame = {
    width: Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, wide))),
    height: Math.round(Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, high))),
  };
  const small = width < frame.width || height < frame.height;
  return { ...frame, fit: small && scale === 1 ? 'whole' : 'cut' };
}
