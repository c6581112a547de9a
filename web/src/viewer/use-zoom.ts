// Wheel, two fingers, drag and double click on a picture; swipes while it is whole (U21).
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { CLOSER, moved, type Point, type Size, type View, whole, zoomed } from './zoom.ts';

export interface Zoom {
  readonly view: View;
  /** About the middle. */
  readonly by: (factor: number) => void;
  readonly reset: () => void;
  readonly on: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: (event: PointerEvent) => void;
    readonly onDoubleClick: (event: { readonly clientX: number; readonly clientY: number }) => void;
  };
}

/** So far a finger goes before it means the next picture. */
const SWIPE_PX = 60;
const WHEEL_STEP = 0.0022;
const middle: Point = { x: 0, y: 0 };

export function useZoom(stage: RefObject<HTMLElement | null>, onSwipe: (x: number) => void): Zoom {
  const [view, setView] = useState(whole);
  const pointers = useRef(new Map<number, Point>());
  const start = useRef<Point>(undefined);
  const size = (): Size => ({ width: stage.current?.clientWidth ?? 0, height: stage.current?.clientHeight ?? 0 });
  const fromMiddle = ({ x, y }: Point): Point => {
    const box = stage.current!.getBoundingClientRect();
    return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
  };
  useWheel(stage, (factor, point) => setView(now => zoomed(now, factor, fromMiddle(point), size())));

  const onPointerMove = (event: PointerEvent): void => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const point = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, point);
    if (other) {
      const factor = distance(point, other) / Math.max(1, distance(before, other));
      start.current = undefined;
      setView(now => zoomed(now, factor, fromMiddle(between(point, other)), size()));
    } else if (view.scale > 1) {
      setView(now => moved(now, { x: point.x - before.x, y: point.y - before.y }, size()));
    }
  };
  const onPointerEnd = (event: PointerEvent): void => {
    pointers.current.delete(event.pointerId);
    const x = event.clientX - (start.current?.x ?? event.clientX);
    if (event.type === 'pointerup' && view.scale === 1 && Math.abs(x) > SWIPE_PX) onSwipe(x);
    start.current = undefined;
  };
  return {
    view,
    by: factor => setView(now => zoomed(now, factor, middle, size())),
    reset: () => setView(whole),
    on: {
      onPointerDown(event) {
        if (event.button !== 0 || (event.target as Element).closest('video, button')) return;
        const point = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, point);
        start.current = pointers.current.size === 1 ? point : undefined;
      },
      onPointerMove,
      onPointerUp: onPointerEnd,
      onPointerCancel: onPointerEnd,
      onDoubleClick({ clientX: x, clientY: y }) {
        setView(now => (now.scale > 1 ? whole : zoomed(now, CLOSER, fromMiddle({ x, y }), size())));
      },
    },
  };
}

/** React's own wheel handlers cannot keep the page from moving. */
function useWheel(stage: RefObject<HTMLElement | null>, onZoom: (factor: number, point: Point) => void): void {
  const latest = useRef(onZoom);
  latest.current = onZoom;
  useEffect(() => {
    const element = stage.current!;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      latest.current(Math.exp(-event.deltaY * WHEEL_STEP), { x: event.clientX, y: event.clientY });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [stage]);
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
