import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chat } from '@parley/client';
import { ALWAYS } from '@parley/client';
import { inOrder, isMuted, shownChats, totalUnread } from './chat-order.ts';

const NOW = 1_800_000_000_000;

function chat(account: string, ts: number, more: Partial<Chat> = {}): Chat {
  const last = { ts } as NonNullable<Chat['last']>;
  const standard = { unread: 0, markedUnread: false, archived: false, verified: false };
  return { id: account as Chat['id'], name: account, ...standard, last, ...more };
}

const accounts = (chats: readonly Chat[]): string[] => chats.map(({ id }) => id);
const shown = { archived: false, filter: 'all', query: '', nameOf: (c: Chat) => c.name ?? '' } as const;

test('U6 pinned chats stand on top, then the newest first; equal times keep one order', () => {
  const chats = [chat('old', 1), chat('b', 5), chat('a', 5), chat('new', 9), chat('pinned', 2, { pinnedAt: 7 })];
  assert.deepEqual(accounts(inOrder(chats)), ['pinned', 'new', 'a', 'b', 'old']);
  assert.deepEqual(accounts(inOrder(chats.toReversed())), ['pinned', 'new', 'a', 'b', 'old']);
});

test('U9 the filter shows what is unread or marked so, and keeps the chat that is open', () => {
  const chats = [chat('read', 3), chat('two', 2, { unread: 2 }), chat('marked', 1, { markedUnread: true })];
  assert.deepEqual(accounts(shownChats(chats, { ...shown, filter: 'unread' })), ['two', 'marked']);
  assert.deepEqual(accounts(shownChats(chats, { ...shown, filter: 'unread', open: 'read' })), [
    'read',
    'two',
    'marked',
  ]);
});

test('U9 archived chats are in their own list, but a search finds them', () => {
  const chats = [chat('Ann', 2), chat('Anton', 1, { archived: true })];
  assert.deepEqual(accounts(shownChats(chats, shown)), ['Ann']);
  assert.deepEqual(accounts(shownChats(chats, { ...shown, archived: true })), ['Anton']);
  assert.deepEqual(accounts(shownChats(chats, { ...shown, query: 'an' })), ['Ann', 'Anton']);
});

test('U9 F50 names are found without case, accents and width, inside CJK names, and by three digits of a number', () => {
  const chats = [
    chat('zoë', 4, { name: 'Zoë Müller' }),
    chat('li', 3, { name: '上海小李' }),
    chat('wide', 2, { name: 'ＰＡＲＬＥＹ' }),
    chat('nameless', 1, { name: '', phone: '+4915112345678' }),
  ];
  const found = (query: string): string[] => accounts(shownChats(chats, { ...shown, query }));
  assert.deepEqual(found('ZOE'), ['zoë']);
  assert.deepEqual(found('muller zo'), ['zoë']);
  assert.deepEqual(found('小李'), ['li']);
  assert.deepEqual(found('parley'), ['wide']);
  assert.deepEqual(found('151 123'), ['nameless']);
  assert.deepEqual(found('15'), []);
  assert.deepEqual(found('nobody'), []);
});

test('U10 the total leaves out what is muted or archived, and counts a mark as one', () => {
  const chats = [
    chat('a', 1, { unread: 3 }),
    chat('b', 1, { unread: 4, archived: true }),
    chat('c', 1, { unread: 5, mutedUntil: ALWAYS }),
    chat('d', 1, { unread: 6, mutedUntil: NOW - 1 }),
    chat('e', 1, { markedUnread: true }),
  ];
  assert.equal(totalUnread(chats, NOW), 3 + 6 + 1);
});

test('U8 a mute ends by itself', () => {
  assert.equal(isMuted(chat('a', 1, { mutedUntil: NOW + 1 }), NOW), true);
  assert.equal(isMuted(chat('a', 1, { mutedUntil: NOW }), NOW), false);
  assert.equal(isMuted(chat('a', 1), NOW), false);
});
