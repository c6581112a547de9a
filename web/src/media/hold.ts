// What a finger does that holds a button: a click, lets go, slides up or aside. The button may be gone meanwhile.

interface Hold {
  readonly clicked: () => void;
  readonly released: () => void;
  readonly up: () => void;
  readonly aside: () => void;
}

interface Press {
  readonly pointerId: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly timeStamp: number;
}

const CLICK_MS = 400;
const SLIDE_PX = 72;

/** One of the four is called, once; when the browser takes the pointer away, it counts as a click. */
export function followHold({ pointerId, clientX, clientY, timeStamp }: Press, hold: Hold): void {
  const ending = new AbortController();
  const end = (done: () => void): void => {
    ending.abort();
    done();
  };
  const mine =
    (run: (event: PointerEvent) => void) =>
    (event: PointerEvent): void => {
      if (event.pointerId === pointerId) run(event);
    };
  const move = (event: PointerEvent): void => {
    if (clientY - event.clientY > SLIDE_PX) end(hold.up);
    else if (Math.abs(clientX - event.clientX) > SLIDE_PX) end(hold.aside);
  };
  const up = (event: PointerEvent): void => end(event.timeStamp - timeStamp < CLICK_MS ? hold.clicked : hold.released);
  const { signal } = ending;
  addEventListener('pointermove', mine(move), { signal });
  addEventListener('pointerup', mine(up), { signal });
  addEventListener(
    'pointercancel',
    mine(() => end(hold.clicked)),
    { signal },
  );
}
