// This browser's subscription to pushes: made for the server's key, told to the server, and ended with the device. Only
// after a person has allowed notifications; a browser or server that has no push is no reason to trouble anybody.
import { engine } from '../engine/engine.ts';

export type PushTrouble =
  /** The browser has no push service, or does not let this page use it. */
  | 'browser'
  /** The server pushes to no browsers. */
  | 'server'
  /** It cannot be asked now. */
  | 'unreachable';

/** The endpoint that the server was told of last. */
const TOLD = 'parley/push-endpoint';

async function manager(): Promise<PushManager | undefined> {
  const registration = await navigator.serviceWorker?.getRegistration();
  return registration?.active ? registration.pushManager : undefined;
}

/** Sees to it that there is one and that the server knows it; what stands in the way, if anything does. */
export async function subscribeToPush(): Promise<PushTrouble | undefined> {
  const pushes = await manager();
  if (!pushes) return 'browser';
  const info = await engine.pushInfo().catch(() => undefined);
  if (!info) return 'unreachable';
  if (!info.vapidKey || !info.kinds.includes('webpush')) return 'server';
  // The server was told of one and has it no more: its push service has called it gone.
  const gone = info.subscription ? null : localStorage.getItem(TOLD);
  const subscription = await subscribed(pushes, info.vapidKey, gone).catch(() => undefined);
  if (!subscription) return 'browser';
  const { endpoint } = subscription;
  if (info.subscription?.kind === 'webpush' && localStorage.getItem(TOLD) === endpoint) return undefined;
  const target = {
    kind: 'webpush',
    endpoint,
    p256dh: keyOf(subscription, 'p256dh'),
    auth: keyOf(subscription, 'auth'),
  };
  try {
    await engine.setPush(target as Parameters<typeof engine.setPush>[0]);
  } catch (error) {
    return (error as { code?: string }).code === 'bad_push_target' ? 'server' : 'unreachable';
  }
  localStorage.setItem(TOLD, endpoint);
  return undefined;
}

/** `tell`: the server too; it knows by itself when the device has ended. */
export async function unsubscribeFromPush({ tell }: { tell: boolean }): Promise<void> {
  localStorage.removeItem(TOLD);
  if (tell) await engine.clearPush().catch(() => undefined);
  await (await (await manager())?.getSubscription())?.unsubscribe();
}

/** One that was made for another key is of no use: the server's may have been lost. */
async function subscribed(pushes: PushManager, vapidKey: string, gone: string | null): Promise<PushSubscription> {
  const present = await pushes.getSubscription();
  const isMeant = present && base64Url(present.options.applicationServerKey) === vapidKey;
  if (isMeant && present.endpoint !== gone) return present;
  await present?.unsubscribe();
  return pushes.subscribe({ userVisibleOnly: true, applicationServerKey: vapidKey });
}

const keyOf = (subscription: PushSubscription, name: PushEncryptionKeyName): string =>
  base64Url(subscription.getKey(name));

function base64Url(bytes: ArrayBuffer | null): string {
  const text = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
