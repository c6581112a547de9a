import type { Message, Quote } from '@parley/client';
import { useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { useOpenChat } from './open-chat-context.tsx';

/** What is quoted, where the excerpt alone does not say it: the message is loaded, or has no text and is read. */
export function useQuoted({ id, author, excerpt, deleted }: Quote): Message | undefined {
  const loaded = useOpenChat(chat =>
    chat.loaded.messages.find(message => message.id === id && message.author === author),
  );
  const [read, setRead] = useState<Message>();
  const wanted = !excerpt && !loaded && !deleted;
  useEffect(() => {
    if (!wanted) return;
    let over = false;
    // Without an answer the quote says that there is none.
    engine.message(id).then(
      message => over || setRead(message),
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [id, wanted]);
  return loaded ?? read;
}
