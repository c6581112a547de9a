import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '@parley/client';
import { type Row, rowsOf } from './rows.ts';
import { aMessage } from './test-messages.ts';

const NOON = new Date(2026, 10, 25, 12).getTime();
const MINUTE = 60_000;
const DAY = 86_400_000;

const short = (row: Row): string => {
  if (row.kind !== 'message') return row.kind;
  return `${row.first ? '<' : ''}${row.message.id}${row.last ? '>' : ''}`;
};
const shape = (...args: Parameters<typeof rowsOf>): string =>
  rowsOf(...args)
    .map(short)
    .join(' ');
const at = (id: string, ts: number, of: Partial<Message> = {}): Message => aMessage({ ...of, id, ts: NOON + ts });

test('U13 every day begins with its date', () => {
  assert.equal(shape([at('a', -DAY), at('b', 0), at('c', 10 * MINUTE)], true), 'intro day <a> day <b> <c>');
});

test('U13 days are those of the clock on the wall', () => {
  const midnight = new Date(2026, 10, 26).getTime() - NOON;
  assert.equal(shape([at('a', midnight - 1), at('b', midnight)], true), 'intro day <a> day <b>');
  assert.equal(shape([at('a', 0), at('b', 31 * DAY)], true), 'intro day <a> day <b>');
});

test('U14 messages of one sender within three minutes are a group', () => {
  const own = { outgoing: true };
  const messages = [
    at('a', 0),
    at('b', MINUTE),
    at('c', 2 * MINUTE, own),
    at('d', 3 * MINUTE, own),
    at('e', 6 * MINUTE, own),
  ];
  assert.equal(shape(messages, true), 'intro day <a b> <c d> <e>');
});

test('U11 rows above an older page stay as they are, with their keys', () => {
  const newer = [at('c', 0), at('d', MINUTE)];
  const before = rowsOf(newer, false);
  assert.equal(before.map(short).join(' '), '<c d>');
  const after = rowsOf([at('a', -DAY), at('b', -MINUTE), ...newer], true);
  assert.deepEqual(
    after.slice(-2).map(row => row.key),
    before.map(row => row.key),
  );
  assert.equal(after.map(short).join(' '), 'intro day <a> day <b c d>');
});

test('U11 the divider stands above the first unread message of others and splits its group', () => {
  const messages = [at('a', 0), at('b', 1), at('own', 2, { outgoing: true }), at('c', 3), at('d', 4)];
  const divider = { cursor: messages[2]!.cursor, count: 2 };
  assert.equal(shape(messages, true, divider), 'intro day <a b> <own> unread <c d>');
  assert.equal(
    shape(messages, true, { cursor: messages[1]!.cursor, count: 3 }),
    'intro day <a> unread <b> <own> <c d>',
  );
});

test('U24 notices stand between groups', () => {
  const notice = at('n', 1, { state: 'notice' });
  assert.equal(shape([at('a', 0), notice, at('b', 2)], true), 'intro day <a> notice <b>');
});
