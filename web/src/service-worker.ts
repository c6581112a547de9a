// Keeps the app's files so that it opens without the server, and answers clicks on notifications. It never sees a message:
// keys and texts are the engine's. dev/build-service-worker.ts makes one file of this and puts the list of the app's files before it.
import { answer, dropOldVersions, keepVersion } from './notify/app-files.ts';
import { PUSH_TAG, type PushArrived, type PushNote, pushNoteOf } from './notify/push-note.ts';
import { pushText } from './notify/push-text.ts';
import type { WindowClient, WorkerScope } from './notify/worker-scope.ts';

const worker = self as unknown as WorkerScope;
const app = worker.PARLEY_APP;
const surroundings = {
  caches: worker.caches,
  fetch: (...args: Parameters<typeof fetch>) => fetch(...args),
  origin: worker.location.origin,
};

worker.addEventListener('install', event => event.waitUntil(keepVersion(app, surroundings)));

worker.addEventListener('activate', event =>
  event.waitUntil(Promise.all([dropOldVersions(app, surroundings), worker.clients.claim()])),
);

worker.addEventListener('fetch', event => {
  const response = answer(event.request, app, surroundings);
  if (response) event.respondWith(response);
});

// A person has asked for the new version; it is never taken up unasked while an old one runs (U36).
worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('push', event => event.waitUntil(showPush(pushNoteOf(event.data?.text()))));

worker.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as { path?: string } | null)?.path ?? '/'));
});

/** The browser wants to see something for every push. A tab that is looked at tells of its messages itself. */
async function showPush(note: PushNote): Promise<void> {
  const { registration } = worker;
  const { text, lang, silent } = await pushText(note);
  const tag = note.test ? `${PUSH_TAG}-test` : PUSH_TAG;
  // `renotify` is not in TypeScript's table: what comes later is news too.
  const options = { body: text, lang, silent, tag, renotify: true, icon: '/icon-192.png' } as NotificationOptions;
  await registration.showNotification('Parley', options);
  if (note.test) return tellOfTest({ pushTest: note.test });
  await worker.navigator.setAppBadge?.(note.count).catch(() => undefined);
  if (!(await windows()).some(({ visibilityState }) => visibilityState === 'visible')) return;
  for (const shown of await registration.getNotifications({ tag })) shown.close();
}

async function tellOfTest(arrived: PushArrived): Promise<void> {
  for (const window of await windows()) window.postMessage(arrived);
}

/** In the tab that was used last, if there is one. */
async function open(path: string): Promise<void> {
  const [first, ...others] = await windows();
  const tab = [first, ...others].find(window => window?.visibilityState === 'visible') ?? first;
  if (!tab) return void (await worker.clients.openWindow(path));
  await tab.focus();
  tab.postMessage({ open: path });
}

/** Most recently focused first. */
function windows(): Promise<readonly WindowClient[]> {
  return worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
}
