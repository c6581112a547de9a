// The chats as the engine tells of them. The list is read whole once, and again when events may have been missed; between
// that, each chat that changes replaces itself. What changes a chat here is in chat-actions.ts.
import type { Chat } from '@parley/client';
import { create } from 'zustand';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { shownName } from '../text/bidi.ts';
import type { ChatFilter } from './chat-order.ts';
import { orToast } from './failures.ts';
import { useSession } from './session.ts';

interface Chats {
  /** By account. Replaced, never changed. */
  readonly chats: ReadonlyMap<string, Chat>;
  /** False until the first list is here. */
  readonly loaded: boolean;
  readonly filter: ChatFilter;
  readonly query: string;
}

export const useChats = create<Chats>(() => ({ chats: new Map(), loaded: false, filter: 'all', query: '' }));

export function setFilter(filter: ChatFilter): void {
  useChats.setState({ filter });
}

export function setQuery(query: string): void {
  useChats.setState({ query });
}

/** A chat of the list; undefined: it is not there, as one never written to. */
export function useChat(account: string): Chat | undefined {
  return useChats(state => state.chats.get(account));
}

/** As the person is called here; the own account is where notes are kept. A name nobody could see is none (F48). */
export function chatName(chat: Pick<Chat, 'id' | 'name' | 'phone' | 'username'>): string {
  if (chat.id === useSession.getState().profile?.account) return m.chat_note_to_self();
  const username = chat.username && `@${chat.username}`;
  return shownName(chat.name) || chat.phone || username || m.chat_unknown_person();
}

/** Changes within a frame are shown together: a drain of thousands draws the list some times, not thousands. */
const TOGETHER_MS = 16;

type Change = (chats: Map<string, Chat>) => void;
let changes: Change[] = [];
let loading = 0;

function change(apply: Change): void {
  if (changes.push(apply) === 1) setTimeout(applyChanges, TOGETHER_MS);
}

function applyChanges(): void {
  // What comes while the list is read is as new as the list or newer: it goes on top.
  if (loading > 0 || changes.length === 0) return;
  const chats = new Map(useChats.getState().chats);
  for (const apply of changes) apply(chats);
  changes = [];
  useChats.setState({ chats });
}

async function load(): Promise<void> {
  loading++;
  try {
    const list = await engine.chats();
    useChats.setState({ chats: new Map(list.map(chat => [chat.id, chat])), loaded: true });
  } finally {
    loading--;
    applyChanges();
  }
}

/** Follows the engine from now on. */
export function followChats(): void {
  engine.on('chat', chat => change(chats => chats.set(chat.id, chat)));
  engine.on('removed', ({ chat, chatToo }) => chatToo && change(chats => chats.delete(chat)));
  engine.on('refresh', () => void orToast(load()));
  let was = 'starting';
  const onSnapshot = ({ state }: { readonly state: string }): void => {
    if (state === 'ready' && was !== 'ready') void orToast(load());
    was = state;
  };
  engine.on('snapshot', onSnapshot);
  onSnapshot(engine.snapshot);
}
