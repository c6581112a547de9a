// Says whether the person is here, over all tabs, and whose presence is in view. A tab in the background is not a person, nor is
// a screen that nobody has touched for a while (F40).
import { type AccountId, isGroupId } from '@parley/protocol';
import { engine } from '../engine/engine.ts';
import { currentRoute } from '../router.ts';
import { isInFront } from '../state/in-front.ts';
import { useSession } from '../state/session.ts';
import { whatIsLookedAt } from './looking.ts';

/** The locks of a tab that is not looked at any more are free a moment later. */
const SETTLED_MS = 100;
const IDLE_MS = 5 * 60_000;

let due: ReturnType<typeof setTimeout> | undefined;
let idle: ReturnType<typeof setTimeout> | undefined;
let isIdle = false;

/** A moment after the last call. */
export function tellPresence(): void {
  clearTimeout(due);
  due = setTimeout(() => void tell().catch(() => undefined), SETTLED_MS);
}

/** Nothing is promised, and nobody waits for it. */
async function tell(): Promise<void> {
  if (useSession.getState().state !== 'ready') return;
  if (isInFront()) {
    await engine.setActive(!isIdle);
    await engine.watch(inView());
  } else if (!(await whatIsLookedAt()).looking) {
    await engine.setActive(false); // what is still seen of the window goes on showing who is there
  }
}

function inView(): AccountId[] {
  const route = currentRoute();
  return route.page === 'chat' && !isGroupId(route.account as AccountId) ? [route.account as AccountId] : [];
}

function touched(): void {
  clearTimeout(idle);
  idle = setTimeout(() => {
    isIdle = true;
    tellPresence();
  }, IDLE_MS);
  if (!isIdle) return;
  isIdle = false;
  tellPresence();
}

export function followPresence(): void {
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const) {
    addEventListener(event, touched, { passive: true });
  }
  engine.on('refresh', tellPresence); // whoever serves from now on knows nothing of it
  useSession.subscribe(({ state }, before) => {
    if (state !== before.state) tellPresence();
  });
  touched();
  tellPresence();
}
