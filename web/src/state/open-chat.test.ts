import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chat, Message } from '@parley/client';
import type { EngineEvents } from '@parley/client/browser';
import { aMessage, BEN } from '../conversation/test-messages.ts';
import { type ChatEngine, openChat } from './open-chat.ts';

/** An engine that holds one chat; what it says comes when `settle` is awaited. */
function aChat(
  count: number,
  of: { readonly unreadFrom?: number; readonly inFront?: boolean; readonly at?: string } = {},
) {
  const all: Message[] = Array.from({ length: count }, (_, at) => aMessage({ ts: 1_000 + at }));
  const listeners = new Map<string, (value: never) => void>();
  const { unreadFrom = count, at, inFront = true } = of;
  let before: (() => void) | undefined;
  const engine: ChatEngine = {
    async chat() {
      const first = all[unreadFrom];
      return {
        id: BEN as Chat['id'],
        unread: count - unreadFrom,
        ...(first ? { firstUnread: first.cursor } : {}),
      } as Chat;
    },
    async messages(_chat, { before: above, after, around, limit = 50 } = {}) {
      const page = pageOf(all, { above, after, around, limit });
      before?.();
      before = undefined;
      return page;
    },
    on(event, listener) {
      listeners.set(event, listener as never);
      return () => void listeners.delete(event);
    },
  };
  const store = openChat({
    account: BEN,
    engine,
    at,
    isInFront: () => inFront,
    onError: error => assert.fail(String(error)),
    schedule: queueMicrotask,
  });
  const emit = <E extends keyof EngineEvents>(event: E, value: EngineEvents[E]): void =>
    listeners.get(event)?.(value as never);
  const arrives = (message: Message): void => {
    all.push(message);
    emit('message', message);
  };
  return {
    store,
    emit,
    arrives,
    missed: (message: Message) => all.push(message),
    /** Runs while the next page is on its way. */
    meanwhile: (run: () => void) => (before = run),
    settle: () => new Promise(resolve => setImmediate(resolve)),
    shown: () => store.getState().loaded.messages.map(({ ts }) => ts - 1_000),
  };
}

interface Page {
  readonly above: string | undefined;
  readonly after: string | undefined;
  readonly around: string | undefined;
  readonly limit: number;
}

function pageOf(all: readonly Message[], { above, after, around, limit }: Page): Message[] {
  if (above) return all.filter(({ cursor }) => cursor < above).slice(-limit);
  if (after) return all.filter(({ cursor }) => cursor > after).slice(0, limit);
  const at = around ? all.findIndex(({ cursor }) => cursor >= around) : all.length;
  return around ? all.slice(Math.max(0, at - limit / 2), at + limit / 2) : all.slice(-limit);
}

test('U11 a chat opens at its end, and loads older messages until there are none', async () => {
  const { store, settle, shown } = aChat(120);
  await settle();
  assert.deepEqual([shown()[0], shown().at(-1), store.getState().jump], [70, 119, { to: 'end' }]);
  await store.load('older');
  await store.load('older');
  assert.deepEqual([shown().length, store.getState().loaded.atStart], [120, true]);
});

test('U11 a chat with unread messages opens at the first of them', async () => {
  const { store, settle, shown } = aChat(200, { unreadFrom: 100 });
  await settle();
  const { divider, jump, loaded } = store.getState();
  assert.equal(divider?.count, 100);
  assert.deepEqual([jump, loaded.messages[25]?.cursor], [{ to: 'divider' }, divider?.cursor]);
  for (let page = 0; page < 3; page++) await store.load('newer');
  assert.deepEqual([shown().at(-1), store.getState().loaded.atEnd], [199, true]);
});

test('U9 a chat opens at a place that was searched for, and goes to its end from there', async () => {
  const found = aMessage({ ts: 1_010 });
  const { store, settle, shown } = aChat(200, { at: found.cursor });
  await settle();
  assert.deepEqual([store.getState().jump, shown()[10]], [{ to: 'message', cursor: found.cursor }, 10]);
  await store.goToEnd();
  assert.deepEqual([shown().at(-1), store.getState().loaded.atEnd], [199, true]);
});

test('U17 a quoted message that is not loaded is loaded with what stands around it', async () => {
  const { store, settle, shown } = aChat(500);
  await settle();
  await store.goTo(aMessage({ ts: 1_100 }).cursor);
  assert.deepEqual([shown()[0], shown().at(-1), store.getState().loaded.atEnd], [75, 124, false]);
});

test('F5 a message that comes in while the last page is on its way is not lost', async () => {
  const { store, arrives, meanwhile, settle, shown } = aChat(30);
  meanwhile(() => arrives(aMessage({ ts: 1_030 })));
  await settle();
  await store.load('newer');
  await settle();
  assert.equal(shown().at(-1), 30);
  const end = aChat(100, { unreadFrom: 40 });
  await end.settle();
  end.meanwhile(() => end.arrives(aMessage({ ts: 1_100 })));
  for (let page = 0; page < 4; page++) await end.store.load('newer');
  assert.equal(end.shown().at(-1), 100);
});

test('U12 new messages below the screen are counted, and the end clears the count', async () => {
  const { store, arrives, settle } = aChat(10);
  await settle();
  store.setState({ atBottom: false });
  arrives(aMessage({ ts: 2_000 }));
  arrives(aMessage({ ts: 2_001, outgoing: true }));
  arrives(aMessage({ ts: 2_002 }));
  await settle();
  assert.equal(store.getState().newBelow, 2);
  await store.goToEnd();
  assert.equal(store.getState().newBelow, 0);
});

test('U11 what comes in while the person is away stands below a divider', async () => {
  const { store, arrives, settle } = aChat(10, { inFront: false });
  await settle();
  const first = aMessage({ ts: 2_000 });
  arrives(first);
  await settle();
  arrives(aMessage({ ts: 2_001 }));
  await settle();
  assert.deepEqual(store.getState().divider, { cursor: first.cursor, count: 2, growing: true });
});

test('F33 a deleted message is gone, and so is a reply to it that was begun', async () => {
  const { store, emit, settle, shown } = aChat(3);
  await settle();
  const message = store.getState().loaded.messages[1]!;
  store.setState({ replyTo: message });
  emit('removed', { chat: BEN, ids: [message.id] });
  assert.deepEqual([shown(), store.getState().replyTo], [[0, 2], undefined]);
});

test('U35 after another worker has taken over, what was missed is read', async () => {
  const { emit, missed, settle, shown } = aChat(5);
  await settle();
  missed(aMessage({ ts: 1_005 }));
  emit('refresh', undefined);
  await settle();
  assert.deepEqual(shown(), [0, 1, 2, 3, 4, 5]);
});

test('a closed chat hears no more', async () => {
  const { arrives, settle, store, shown } = aChat(2);
  await settle();
  store.close();
  arrives(aMessage({ ts: 2_000 }));
  await settle();
  assert.equal(shown().length, 2);
});
