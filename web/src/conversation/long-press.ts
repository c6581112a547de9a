import { type PointerEvent, useRef } from 'react';

const LONG_PRESS_MS = 500;
/** A finger that moves further is scrolling. */
const MOST_MOVED = 10;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Handlers that tell of a finger resting on an element. Mice have the other button. */
export function useLongPress(onLongPress: (point: Point) => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; from: Point }>(undefined);
  const stop = (): void => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  return {
    onPointerDown: (event: PointerEvent): void => {
      stop();
      if (event.pointerType === 'mouse') return;
      const from = { x: event.clientX, y: event.clientY };
      press.current = { from, timer: setTimeout(() => onLongPress(from), LONG_PRESS_MS) };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent): void => {
      const from = press.current?.from;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > MOST_MOVED) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
  };
}
