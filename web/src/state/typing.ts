// Who is typing or recording where, as the engine tells it; it ends there too (F39). And telling the others of oneself.
import type { AccountId, ChatId, TypingKind } from '@parley/client';
import { create } from 'zustand';
import { engine } from '../engine/engine.ts';

/** In the order in which they have begun. Replaced, never changed. */
export type Typists = ReadonlyMap<AccountId, TypingKind>;

interface State {
  /** Only those in which somebody is. */
  readonly chats: ReadonlyMap<string, Typists>;
}

const useTyping = create<State>(() => ({ chats: new Map() }));

engine.on('typing', ({ chat, account, kind }) => {
  useTyping.setState(({ chats }) => {
    const typists = new Map(chats.get(chat));
    if (kind) typists.set(account, kind);
    else typists.delete(account);
    const changed = new Map(chats);
    if (typists.size > 0) changed.set(chat, typists);
    else changed.delete(chat);
    return { chats: changed };
  });
});

// The engine that would have told of the end is gone.
engine.on('refresh', () => useTyping.setState({ chats: new Map() }));

/** Undefined: nobody. */
export function useTypists(chat: string): Typists | undefined {
  return useTyping(({ chats }) => chats.get(chat));
}

/** Nothing is promised, and nobody waits for it. */
export function tellTyping(chat: ChatId, kind: TypingKind | undefined): void {
  engine.typing(chat, kind).catch(() => undefined);
}
