import type { Chat, Message } from '@parley/client';
import { newMessageId } from '@parley/client/browser';
import type { MessageId } from '@parley/protocol';
import { useRef, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { navigate, paths } from '../router.ts';
import { chatName } from '../state/chats.ts';
import { stopForwarding } from '../state/forwarding.ts';
import { showToast } from '../state/toasts.ts';
import { isolated } from '../text/bidi.ts';
import { keyOf } from './rows.ts';

/** Sends messages to chats; what has failed can be tried again, and what has been sent is not sent twice. */
export function useForward(messages: readonly Message[], onDone: (() => void) | undefined) {
  const ids = useRef(new Map<string, MessageId>());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const toChat = async (chat: Chat): Promise<void> => {
    // One after the other: they stand there in the order in which they are here.
    for (const message of messages) {
      const key = `${chat.id} ${keyOf(message)}`;
      const id = ids.current.get(key) ?? newMessageId();
      ids.current.set(key, id);
      await engine.forward(message.id, chat.id, { id });
    }
  };
  const forward = async (chats: readonly Chat[]): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const outcomes = await Promise.allSettled(chats.map(toChat));
    const failed = outcomes.find(({ status }) => status === 'rejected');
    setBusy(false);
    if (failed) return setError((failed as PromiseRejectedResult).reason);
    stopForwarding();
    onDone?.();
    showToast(m.forward_done({ names: namesOf(chats) }));
    if (chats.length === 1) navigate(paths.chat(chats[0]!.id));
  };
  return { busy, error, forward };
}

function namesOf(chats: readonly Chat[]): string {
  const names = chats.map(chat => isolated(chatName(chat)));
  return new Intl.ListFormat(localeTag(), { type: 'conjunction' }).format(names);
}
