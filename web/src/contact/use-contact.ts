import type { Chat } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import { useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { chatName, useChat } from '../state/chats.ts';

interface Contact {
  /** As the person is called here; empty while that is not known. */
  readonly name: string;
  /** As the list has it, or as it would be of a person who has never been written to; undefined: not here yet. */
  readonly chat?: Chat | undefined;
  readonly error?: unknown;
  /** Reads it again: nothing is told of chats that are not in the list. */
  readonly again: () => void;
}

export function useContact(account: AccountId): Contact {
  const listed = useChat(account);
  const isListed = listed !== undefined;
  const [asked, setAsked] = useState<{ readonly chat?: Chat; readonly error?: unknown }>({});
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when told to
  useEffect(() => {
    if (isListed) return;
    let over = false;
    const answered = (answer: typeof asked): void => {
      if (!over) setAsked(answer);
    };
    engine.chat(account).then(
      chat => answered({ chat }),
      error => answered({ error }),
    );
    return () => {
      over = true;
    };
  }, [account, isListed, times]);
  const chat = listed ?? asked.chat;
  const known = chat !== undefined || asked.error !== undefined;
  return {
    ...asked,
    chat,
    name: known ? chatName(chat ?? { id: account }) : '',
    again: () => setTimes(count => count + 1),
  };
}
