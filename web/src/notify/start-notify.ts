// Notifications while a tab lives, and the service worker that keeps the app at hand. Called once, when the app is idle;
// stays for as long as the tab does. What push brings to a closed app is the service worker's.
import type { Message } from '@parley/client';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { chatName, useChats } from '../state/chats.ts';
import { knowGroup, nameOfAccount } from '../state/groups.ts';
import { usePreferences } from '../state/preferences.ts';
import { useSession } from '../state/session.ts';
import { messageLine } from '../text/message-line.ts';
import { followNewVersions } from './app-versions.ts';
import { followPush } from './follow-push.ts';
import { tellLooking, whatIsLookedAt } from './looking.ts';
import { type Notice, SUMMARY, type Told } from './notices.ts';
import { type NotifierDeps, startNotifier } from './notifier.ts';
import { closeAllNotices, closeNotice, showNotice } from './shown.ts';
import { playSound } from './sound.ts';
import { followPresence, tellPresence } from './tell-presence.ts';

/** Long enough for the list to know of what has come, and for a chat that is open to mark it as read. */
const TOGETHER_MS = 400;
const SPEAKER = 'parley/notify';

const words = {
  nameOf: chatName,
  authorOf: ({ author }: Message) => nameOfAccount(author),
  newMessage: () => m.notify_new_message(),
  unreadable: () => m.notify_unreadable(),
  reaction: () => m.notify_reaction(),
  reacted: ({ account, emoji, message }: Told) =>
    m.chat_reacted({ name: nameOfAccount(account), emoji, text: messageLine(message) }),
  count: (count: number) => m.notify_new_messages({ count }),
};

export function startNotify(): void {
  followNewVersions();
  followPush();
  tellLooking(tellPresence);
  followPresence();
  let speaks = false;
  // One tab speaks; when it goes, the next in line does.
  navigator.locks
    .request(SPEAKER, () => {
      speaks = true;
      return new Promise(() => undefined);
    })
    .catch(() => undefined);
  startNotifier({
    engine,
    later: run => setTimeout(run, TOGETHER_MS),
    situation: async () => (speaks && isWanted() ? situation() : undefined),
    show,
    close: tag => void closeNotice(tag),
  });
  // Whoever looks at the list sees what a summary says.
  addEventListener('focus', () => void closeNotice(SUMMARY));
  useSession.subscribe(({ state }, before) => {
    if (before.state === 'ready' && state !== 'ready') void closeAllNotices();
  });
}

/** Permission is asked for by the settings, on a click, never here. */
function isWanted(): boolean {
  return usePreferences.getState().notifications && globalThis.Notification?.permission === 'granted';
}

async function situation(): ReturnType<NotifierDeps['situation']> {
  const { chats } = useChats.getState();
  const groups = [...chats.values()].filter(({ group, unread }) => group && unread > 0);
  await Promise.all(groups.map(({ id }) => knowGroup(id)));
  const preview = usePreferences.getState().notificationPreview;
  return { ...(await whatIsLookedAt()), chats, preview, words, now: Date.now() };
}

/** Once for all of them. Where our sound may not be played, the system makes its own. */
async function show(notices: readonly Notice[]): Promise<void> {
  const sound = usePreferences.getState().notificationSound;
  const played = sound && (await playSound());
  for (const [i, notice] of notices.entries()) await showNotice(notice, !sound || played || i > 0);
}
