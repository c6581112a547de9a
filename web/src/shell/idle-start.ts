// What can wait until the list is there: files that are still on their way, refusals and news of own devices, files of messages
// that go, notifications and the service worker. Not part of the first load.
import { useChats } from '../state/chats.ts';
import { useSession } from '../state/session.ts';

const rest: readonly (() => Promise<void>)[] = [
  async () => {
    if (useChats.getState().loaded) void (await import('../media/sendings.ts')).resumeSendings();
  },
  async () => (await import('../conversation/tell-refused.ts')).tellRefused(),
  async () => (await import('../devices/tell-device-news.ts')).tellDeviceNews(),
  async () => (await import('../attachments/follow-removals.ts')).followRemovals(),
  async () => (await import('../notify/start-notify.ts')).startNotify(),
];

/** Without a device there is nothing to notify of, but the app itself should open without a network all the same. */
export function startRestWhenIdle(): void {
  let started = false;
  const startOnce = (): void => {
    const usable = useChats.getState().loaded || useSession.getState().state === 'not_registered';
    if (started || !usable) return;
    started = true;
    void startRest();
  };
  useChats.subscribe(startOnce);
  useSession.subscribe(startOnce);
  startOnce();
}

/** One after the other, so that a person who does something meanwhile waits for one of them at most. */
async function startRest(): Promise<void> {
  for (const start of rest) {
    await idle();
    // One that cannot be loaded now keeps none of the others from starting.
    await start().catch(() => undefined);
  }
}

/** Safari has no requestIdleCallback. */
function idle(): Promise<unknown> {
  return new Promise(resolve => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: 2_000 });
    else setTimeout(resolve, 300);
  });
}
