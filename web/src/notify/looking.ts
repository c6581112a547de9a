// What people have before their eyes, over all tabs: a tab holds a shared lock for as long as it is looked at. A lock ends
// with its tab, whatever happens to that.
import { currentRoute, onNavigation } from '../router.ts';

const LOOKING = 'parley/looking';

/** Holds this tab's locks from now on; `changed` is called when they are asked for or given up. */
export function tellLooking(changed: () => void): void {
  let held: { readonly key: string; readonly release: () => void } | undefined;
  const update = (): void => {
    const names = lockNames();
    const key = names.join();
    if (held?.key === key) return;
    held?.release();
    const releases = names.map(hold);
    held = { key, release: () => releases.forEach(release => void release()) };
    changed();
  };
  for (const event of ['focus', 'blur', 'pageshow'] as const) addEventListener(event, update);
  document.addEventListener('visibilitychange', update);
  onNavigation(update);
  update();
}

function lockNames(): string[] {
  if (document.visibilityState !== 'visible' || !document.hasFocus()) return [];
  const route = currentRoute();
  return route.page === 'chat' ? [LOOKING, `${LOOKING}/${route.account}`] : [LOOKING];
}

function hold(name: string): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  navigator.locks.request(name, { mode: 'shared' }, () => held).catch(() => undefined);
  return () => release();
}

export interface Looking {
  readonly looking: boolean;
  readonly visible: ReadonlySet<string>;
}

export async function whatIsLookedAt(): Promise<Looking> {
  const { held = [] } = await navigator.locks.query();
  const names = held.map(({ name = '' }) => name).filter(name => name.startsWith(LOOKING));
  return { looking: names.length > 0, visible: new Set(names.map(name => name.slice(LOOKING.length + 1))) };
}
