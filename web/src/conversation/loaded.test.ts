import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '@parley/client';
import { type Loaded, nothingLoaded, withMessage, without, withPage } from './loaded.ts';
import { aMessage } from './test-messages.ts';

const ids = ({ messages }: Loaded): string => messages.map(message => message.id).join(' ');
const whole = (...messages: Message[]): Loaded => ({ messages, atStart: true, atEnd: true });
const numbered = (from: number, to: number): Message[] =>
  Array.from({ length: to - from }, (_, at) => aMessage({ id: `m${from + at}`, ts: 1_000 + 10 * (from + at) }));

test('U11 pages are added at both ends, each message once', () => {
  let loaded = withPage(nothingLoaded, numbered(10, 13), 'older', true);
  loaded = withPage(loaded, numbered(8, 11), 'older', true);
  assert.deepEqual([ids(loaded), loaded.atStart], ['m8 m9 m10 m11 m12', false]);
  loaded = withPage(loaded, numbered(12, 14), 'newer', false);
  assert.deepEqual([ids(loaded), loaded.atEnd], ['m8 m9 m10 m11 m12 m13', true]);
});

test('U11 a new message outside the loaded stretch waits for its page', () => {
  const middle: Loaded = { messages: numbered(5, 8), atStart: false, atEnd: false };
  assert.equal(withMessage(middle, aMessage({ id: 'new', ts: 2_000 })), middle);
  assert.equal(withMessage(middle, aMessage({ id: 'old', ts: 1_000 })), middle);
  assert.equal(ids(withMessage(middle, aMessage({ id: 'late', ts: 1_065 }))), 'm5 m6 late m7');
});

test('D3 a message moves to its place when the server has given its time', () => {
  const pending = aMessage({ id: 'own', outgoing: true, state: 'pending', ts: 1_001 });
  const loaded = withMessage(withMessage(whole(...numbered(0, 2)), pending), aMessage({ id: 'm5', ts: 1_050 }));
  assert.equal(ids(loaded), 'm0 m1 m5 own');
  const sent = withMessage(loaded, { ...pending, state: 'sent', ts: 1_040, cursor: '0000000001040.a' });
  assert.equal(ids(sent), 'm0 m1 own m5');
});

test('U15 ticks never go back, whatever crosses on the way', () => {
  const message = aMessage({ id: 'own', outgoing: true, state: 'delivered', ts: 1_001 });
  for (const state of ['pending', 'sent', 'failed'] as const)
    assert.equal(withMessage(whole(message), { ...message, state }).messages[0]?.state, 'delivered', state);
  assert.equal(withMessage(whole(message), { ...message, state: 'read' }).messages[0]?.state, 'read');
  assert.equal(
    withPage(whole(message), [{ ...message, state: 'sent' }], 'older', false).messages[0]?.state,
    'delivered',
  );
});

test('U15 a failed message can be tried again, a parked one filled in', () => {
  const failed = aMessage({ id: 'own', outgoing: true, state: 'failed', ts: 1_001 });
  assert.equal(withMessage(whole(failed), { ...failed, state: 'pending' }).messages[0]?.state, 'pending');
  const parked = aMessage({ id: 'in', state: 'parked', ts: 1_001 });
  assert.equal(withMessage(whole(parked), { ...parked, state: 'received', text: 'x' }).messages[0]?.text, 'x');
});

test('the same id by another author is another message', () => {
  const [own, other] = [aMessage({ id: 'x', outgoing: true, ts: 1 }), aMessage({ id: 'x', ts: 2 })];
  assert.equal(withMessage(whole(own), other).messages.length, 2);
});

test('F33 removed messages are gone', () => {
  assert.equal(ids(without(whole(...numbered(0, 3)), new Set(['m1']))), 'm0 m2');
});
