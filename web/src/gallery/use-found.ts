import type { Attachment, ChatId } from '@parley/client';
import { useEffect, useRef, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { useChat } from '../state/chats.ts';
import { tellFailure } from '../state/failures.ts';
import { type Found, findFiles } from './find-files.ts';

interface UsedFound {
  /** Undefined until something has been read. */
  readonly found: Found | undefined;
  readonly busy: boolean;
  readonly more: () => void;
}

/** Files of a chat; read again when its newest message is another one. `wanted` must stay the same. */
export function useFound(chat: ChatId, wanted: (file: Attachment) => boolean, enough: number): UsedFound {
  const newest = useChat(chat)?.last?.cursor;
  const [found, setFound] = useState<Found>();
  const [busy, setBusy] = useState(false);
  const run = useRef(0);
  const read = async (known: Found | undefined): Promise<void> => {
    const mine = ++run.current;
    setBusy(true);
    try {
      const { messages, next } = await findFiles(engine, { chat, wanted, enough, way: 'back', from: known?.next });
      if (run.current === mine) setFound({ messages: [...(known?.messages ?? []), ...messages], next });
    } catch (error) {
      tellFailure(error);
    } finally {
      if (run.current === mine) setBusy(false);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read for each chat, and when something came
  useEffect(() => {
    void read(undefined);
    return () => {
      run.current++;
    };
  }, [chat, newest, wanted]);
  return { found, busy, more: () => void read(found) };
}
