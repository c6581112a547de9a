// What is written and not sent, with the message it answers: kept in the store, so that it is there after a switch, a
// reload, and in a second tab (U28).
import type { Chat, ChatId } from '@parley/client';
import { type RefObject, useEffect, useRef } from 'react';
import { mayEdit } from '../conversation/may-act.ts';
import { useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { engine } from '../engine/engine.ts';
import { orToast } from '../state/failures.ts';
import type { OpenChat } from '../state/open-chat.ts';
import { beginEdit } from './begin-edit.ts';
import { draftKeeper } from './draft-keeper.ts';
import { keepLastWords, takeLastWords } from './last-words.ts';
import { setText } from './text-field-edit.ts';

export interface Draft {
  /** The person has typed. */
  readonly changed: () => void;
  /** Saves now what is not saved yet. */
  readonly flush: () => void;
  /** Around sending: what is saved stays until the message is safe in the outbox. */
  readonly hold: () => void;
  readonly release: () => void;
}

export function useDraft(field: RefObject<HTMLTextAreaElement | null>, onText: () => void): Draft {
  const store = useOpenChatStore();
  const latest = useRef(onText);
  latest.current = onText;
  const keeper = useRef<ReturnType<typeof draftKeeper>>(undefined);
  useEffect(() => {
    const { account } = store.getState();
    const element = field.current!;
    const own = draftKeeper({
      read: () => written(element.value, store.getState()),
      save: draft => engine.updateChat(account, { draft }),
      show: async ({ text, replyTo, editing }) => {
        setText(element, text);
        latest.current();
        const message = replyTo && (await orToast(engine.message(replyTo)));
        store.setState({ replyTo: message || undefined });
        const edited = editing && (await orToast(engine.message(editing.id)));
        if (edited && mayEdit(edited)) beginEdit(store, edited, editing.text);
      },
    });
    keeper.current = own;
    void orToast(
      engine.chat(account).then(chat => {
        const lost = takeLastWords(account);
        if (lost === undefined) own.told(chat.draft);
        else own.restore(lost, chat.draft);
      }),
    );
    const stops = [
      engine.on(
        'chat',
        onChat(account, chat => own.told(chat.draft)),
      ),
      followReply(store, own.changed),
    ];
    // The last chance of a tab that is closed or put away.
    document.addEventListener('visibilitychange', own.flush);
    const onEnd = (): void => {
      keepLastWords(account, own.unsaved());
      own.flush();
    };
    addEventListener('pagehide', onEnd);
    return () => {
      document.removeEventListener('visibilitychange', own.flush);
      removeEventListener('pagehide', onEnd);
      for (const stop of stops) stop();
      own.flush();
    };
  }, [store, field]);
  return {
    changed: () => keeper.current?.changed(),
    flush: () => keeper.current?.flush(),
    hold: () => keeper.current?.hold(),
    release: () => keeper.current?.release(),
  };
}

/** While a message is edited, the field holds that. */
function written(text: string, { replyTo, editing, waiting = '' }: OpenChat) {
  if (editing) return { text: waiting, replyTo: undefined, editing: { id: editing.id, text } };
  return { text, replyTo: replyTo?.id, editing: undefined };
}

const onChat = (account: ChatId, run: (chat: Chat) => void) => (chat: Chat) => {
  if (chat.id === account) run(chat);
};

function followReply(store: ReturnType<typeof useOpenChatStore>, changed: () => void): () => void {
  return store.subscribe((now, before) => {
    if (now.replyTo?.id !== before.replyTo?.id) changed();
  });
}
