// What can wait until the list is there: the service worker, notifications, news of own devices and refusals, files of messages that go, files that are still
// on their way. Not part of the first load.
import { useChats } from '../state/chats.ts';
import { useSession } from '../state/session.ts';

/** Without a device there is nothing to notify of, but the app itself should open without a network all the same. */
export function startRestWhenIdle(): void {
  let started = false;
  const startOnce = (): void => {
    const usable = useChats.getState().loaded || useSession.getState().state === 'not_registered';
    if (started || !usable) return;
    started = true;
    whenIdle(() => void import('../notify/start-notify.ts').then(({ startNotify }) => startNotify()));
    whenIdle(() => void import('../attachments/follow-removals.ts').then(({ followRemovals }) => followRemovals()));
    whenIdle(() => void import('../devices/tell-device-news.ts').then(({ tellDeviceNews }) => tellDeviceNews()));
    whenIdle(() => void import('../conversation/tell-refused.ts').then(({ tellRefused }) => tellRefused()));
    if (useChats.getState().loaded)
      whenIdle(() => void import('../media/sendings.ts').then(({ resumeSendings }) => resumeSendings()));
  };
  useChats.subscribe(startOnce);
  useSession.subscribe(startOnce);
  startOnce();
}

/** Safari has no requestIdleCallback. */
function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 5_000 });
  else setTimeout(run, 1_000);
}
