import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chat } from '@parley/client';
import { offeredChats, offeredPeople } from './people-order.ts';

const chat = (id: string, more: Partial<Chat> = {}): Chat =>
  ({ id, unread: 0, markedUnread: false, archived: false, verified: false, ...more }) as Chat;

const nameOf = ({ id, name, phone }: Chat): string => (id === 'me' ? 'Note to self' : (name ?? phone ?? '?'));
const people = [
  chat('z', { name: 'Zoë' }),
  chat('o', { name: 'Östen', archived: true }),
  chat('a', { name: 'Ann', phone: '+4930123456' }),
  chat('p', { phone: '+15550100' }),
];
const accounts = (query: string, locale = 'en', chats = people): string[] =>
  offeredPeople(chats, { own: 'me', query, nameOf, locale }).map(({ id }) => id);

test('notes to oneself come first, then people by name as the language sorts, archived ones too', () => {
  assert.deepEqual(accounts(''), ['me', 'p', 'a', 'o', 'z']);
  assert.deepEqual(accounts('', 'sv'), ['me', 'p', 'a', 'z', 'o']);
});

test('people are found by name without accents and by number, and notes by what they are called', () => {
  assert.deepEqual(accounts('zoe'), ['z']);
  for (const number of ['+49 30 1234', '030 12', '(030)/123-4', 'ann 3012'])
    assert.deepEqual(accounts(number), ['a'], number);
  assert.deepEqual(accounts('note'), ['me']);
  assert.deepEqual(accounts('nobody'), []);
});

test('the chat with oneself is offered once', () => {
  assert.deepEqual(accounts('', 'en', [chat('me', { unread: 0 }), chat('a', { name: 'Ann' })]), ['me', 'a']);
});

test('U19 forwarding goes to people and to groups that one may write to, archived or not', () => {
  const group = (mayWrite: boolean) => ({ members: 2, mayWrite, mayPin: mayWrite }) as Chat['group'] & object;
  const groups = [
    chat(`g${'1'.repeat(32)}`, { name: 'Bakers', group: group(true), archived: true }),
    chat(`g${'2'.repeat(32)}`, { name: 'Announcements', group: group(false) }),
  ];
  const offered = offeredChats([...people, ...groups], { own: 'me', query: '', nameOf, locale: 'en' });
  assert.deepEqual(offered.map(nameOf), ['Note to self', '+15550100', 'Ann', 'Bakers', 'Östen', 'Zoë']);
});
