// The chat that is open: the loaded stretch of its messages and what the person is doing with them. It is told of changes
// by the engine's events and reads pages when the list comes near an end of the stretch.
import type { Chat, ChatId, Message } from '@parley/client';
import type { Engine } from '@parley/client/browser';
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  isOutside,
  type Loaded,
  nothingLoaded,
  type Side,
  withEnd,
  withMessage,
  without,
  withPage,
} from '../conversation/loaded.ts';
import type { Divider } from '../conversation/rows.ts';

export interface OpenChat {
  readonly account: ChatId;
  /** As it was when it was opened. */
  readonly chat: Chat | undefined;
  /** The first page is here. */
  readonly ready: boolean;
  /** Why there is no first page. */
  readonly failure: unknown;
  readonly loaded: Loaded;
  readonly divider: Divider | undefined;
  /** Where the list is to go; another object each time. */
  readonly jump: Jump | undefined;
  /** The end of the chat is on the screen. */
  readonly atBottom: boolean;
  /** Messages of others that have come in below what is on the screen (U12). */
  readonly newBelow: number;
  readonly replyTo: Message | undefined;
  /** Being put otherwise, in the composer. */
  readonly editing: Message | undefined;
  /** What the edit begins with. */
  readonly editText?: string | undefined;
  /** What stood in the composer before the edit. */
  readonly waiting?: string;
  /** Keys of selected messages; undefined: nothing is being selected. */
  readonly selected: ReadonlySet<string> | undefined;
}

/** To the end, to the divider, or to a message's cursor, which is flashed there. */
export type Jump = { readonly to: 'end' | 'divider' } | { readonly to: 'message'; readonly cursor: string };

export type ChatEngine = Pick<Engine, 'messages' | 'chat' | 'on'>;

export interface OpenChatStore extends StoreApi<OpenChat> {
  /** Tries again after a failure. */
  open(): Promise<void>;
  load(side: Side): Promise<void>;
  /** Shows that place, also when it is not loaded. */
  goTo(cursor: string): Promise<void>;
  goToEnd(): Promise<void>;
  /** Stops listening. */
  close(): void;
}

interface Open {
  readonly account: ChatId;
  readonly engine: ChatEngine;
  /** A cursor to open at. */
  readonly at?: string | undefined;
  readonly onError: (error: unknown) => void;
  /** The person can see what comes in. */
  readonly isInFront: () => boolean;
  /** Runs what has come in, together; a drain brings thousands. */
  readonly schedule?: (run: () => void) => void;
}

const PAGE_ROWS = 50;
/** Read again after another leader has taken over. */
const MOST_AGAIN = 300;

export function openChat(open: Open): OpenChatStore {
  const { account, engine, at, onError } = open;
  const store = createStore<OpenChat>(() => ({
    account,
    chat: undefined,
    ready: false,
    failure: undefined,
    loaded: nothingLoaded,
    divider: undefined,
    jump: undefined,
    atBottom: true,
    newBelow: 0,
    replyTo: undefined,
    editing: undefined,
    selected: undefined,
  }));
  const loading = new Set<Side>();
  /** Something has come in behind the stretch, perhaps after a page that is on its way was read. */
  let moreBehind = false;

  const set = (change: Partial<OpenChat>): void => store.setState(change);
  const guarded = (task: Promise<void>): Promise<void> => task.catch(onError);

  async function first(): Promise<void> {
    const chat = await engine.chat(account);
    const { unread, firstUnread } = chat;
    set({ chat, failure: undefined });
    const divider = unread > 0 && firstUnread ? { cursor: firstUnread, count: unread } : undefined;
    const place = at ?? divider?.cursor;
    if (!place) return void (await toEnd({ divider }));
    const messages = await engine.messages(account, { around: place, limit: PAGE_ROWS });
    const jump: Jump = at ? { to: 'message', cursor: at } : { to: 'divider' };
    set({ ready: true, loaded: { ...nothingLoaded, messages }, divider, jump });
  }

  async function toEnd(change: Partial<OpenChat>): Promise<void> {
    moreBehind = false;
    const messages = await engine.messages(account, { limit: PAGE_ROWS });
    const loaded = { messages, atStart: messages.length < PAGE_ROWS, atEnd: !moreBehind };
    set({ ...change, ready: true, loaded, jump: { to: 'end' }, newBelow: 0 });
  }

  async function load(side: Side): Promise<void> {
    const { loaded } = store.getState();
    const edge = side === 'older' ? loaded.messages[0] : loaded.messages.at(-1);
    if (loading.has(side) || (side === 'older' ? loaded.atStart : loaded.atEnd)) return;
    loading.add(side);
    if (side === 'newer') moreBehind = false;
    try {
      const place = edge && (side === 'older' ? { before: edge.cursor } : { after: edge.cursor });
      const page = await engine.messages(account, { ...place, limit: PAGE_ROWS });
      const now = store.getState().loaded;
      // Jumped elsewhere meanwhile: the page does not fit there.
      if ((side === 'older' ? now.messages[0] : now.messages.at(-1))?.id !== edge?.id) return;
      set({ loaded: withPage(now, page, side, page.length >= PAGE_ROWS || (side === 'newer' && moreBehind)) });
    } finally {
      loading.delete(side);
    }
  }

  async function goTo(cursor: string): Promise<void> {
    const jump: Jump = { to: 'message', cursor };
    if (store.getState().loaded.messages.some(message => message.cursor === cursor)) return set({ jump });
    const messages = await engine.messages(account, { around: cursor, limit: PAGE_ROWS });
    set({ loaded: { ...nothingLoaded, messages }, jump });
  }

  async function goToEnd(): Promise<void> {
    if (!store.getState().loaded.atEnd) return toEnd({});
    set({ jump: { to: 'end' }, newBelow: 0 });
  }

  async function again(): Promise<void> {
    const { loaded, ready } = store.getState();
    if (!ready) return first();
    if (!loaded.atEnd) return;
    const limit = Math.min(MOST_AGAIN, Math.max(PAGE_ROWS, loaded.messages.length));
    const page = await engine.messages(account, { limit });
    set({ loaded: withEnd(store.getState().loaded, page, page.length >= limit) });
  }

  const stop = follow({
    ...open,
    store,
    behind: () => (moreBehind = true),
    again: () => guarded(again()),
  });
  const begin = (): Promise<void> => first().catch(failure => set({ failure }));
  void begin();
  return {
    ...store,
    open: begin,
    load: side => guarded(load(side)),
    goTo: cursor => guarded(goTo(cursor)),
    goToEnd: () => guarded(goToEnd()),
    close: stop,
  };
}

interface Follow extends Open {
  readonly store: StoreApi<OpenChat>;
  readonly behind: () => void;
  readonly again: () => void;
}

function follow(open: Follow): () => void {
  const { account, engine, schedule = run => setTimeout(run, 16), isInFront, store, behind, again } = open;
  let waiting: { message: Message; isNew: boolean }[] = [];
  const flush = (): void => {
    const told = waiting;
    waiting = [];
    if (told.some(({ message }) => isOutside(store.getState().loaded, message))) behind();
    store.setState(state => {
      const loaded = told.reduce((all, { message }) => withMessage(all, message), state.loaded);
      const incoming = told.filter(({ message, isNew }) => isNew && !message.outgoing).map(({ message }) => message);
      const divider = isInFront() ? state.divider : grown(state.divider, incoming);
      const gone = new Set(told.filter(({ message }) => message.deletedBy).map(({ message }) => message.id));
      return {
        ...withoutGone(state, gone),
        loaded,
        divider,
        newBelow: state.atBottom ? 0 : state.newBelow + incoming.length,
      };
    });
  };
  const put = (isNew: boolean) => (message: Message) => {
    if (message.chat === account && waiting.push({ message, isNew }) === 1) schedule(flush);
  };
  const stops = [
    engine.on('message', put(true)),
    engine.on('parked', put(true)),
    engine.on('status', put(false)),
    engine.on('resent', put(false)),
    engine.on('removed', ({ chat, ids }) => {
      if (chat === account) store.setState(state => taken(state, new Set(ids)));
    }),
    engine.on('refresh', again),
    engine.on('history', again),
  ];
  return () => stops.forEach(stop => void stop());
}

/** What comes in while the person is away stands below a divider when they are back. */
function grown(divider: Divider | undefined, incoming: readonly Message[]): Divider | undefined {
  const [first] = incoming;
  if (!first) return divider;
  if (divider?.growing) return { ...divider, count: divider.count + incoming.length };
  return { cursor: first.cursor, count: incoming.length, growing: true };
}

function taken(state: OpenChat, ids: ReadonlySet<string>): Partial<OpenChat> {
  return { ...withoutGone(state, ids), loaded: without(state.loaded, ids) };
}

/** What is gone is neither answered nor edited. */
function withoutGone({ replyTo, editing }: OpenChat, ids: ReadonlySet<string>): Pick<OpenChat, 'replyTo' | 'editing'> {
  return {
    replyTo: replyTo && ids.has(replyTo.id) ? undefined : replyTo,
    editing: editing && ids.has(editing.id) ? undefined : editing,
  };
}
