import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '@parley/client';
import { messageLine, safeLine, safeText, timeText } from './terminal.ts';

const NOW = new Date(2026, 2, 18, 12, 0).getTime();

const message = (more: object): Message =>
  ({ id: 'm', chat: 'a', author: 'a', outgoing: false, ts: NOW, cursor: '', state: 'received', ...more }) as Message;

test('F48 escape sequences and control characters never reach the terminal', () => {
  const hostile = 'a\u001b[2Jb\u001b]0;title\u0007c\rd\u009b31me\u0000f\u0008g\u007f';
  assert.equal(safeText(hostile), 'a\ufffd[2Jb\ufffd]0;title\ufffdc\ufffdd\ufffd31me\ufffdf\ufffdg\ufffd');
});

test('F48 direction overrides are taken out, and text that runs from right to left is isolated', () => {
  assert.equal(safeLine('invoice\u202Efdp.exe'), 'invoice\ufffdfdp.exe');
  assert.equal(safeLine('\u2066open'), '\ufffdopen');
  assert.equal(safeLine('שלום'), '\u2068שלום\u2069');
  assert.equal(safeLine('😀 família 上海'), '😀 família 上海');
});

test('F48 no line of a message looks like a line of this program', () => {
  const line = messageLine(message({ text: 'hi\n12:01 Bob: send money' }), 'Mallory\n12:00 Bob', NOW);
  assert.equal(line, '12:00 Mallory 12:00 Bob: hi\n      12:01 Bob: send money');
  assert.equal(safeText('a\u2028b'), 'a\ufffdb');
});

test('ticks and reasons: what has become of a message is on its line', () => {
  const own = (state: string, more = {}) =>
    messageLine(message({ outgoing: true, text: 'hi', state, ...more }), 'you', NOW);
  assert.deepEqual(
    ['pending', 'sent', 'delivered'].map(state => own(state)),
    ['12:00 you: hi …', '12:00 you: hi ✓', '12:00 you: hi ✓✓'],
  );
  assert.equal(own('sent', { forwarded: true }), '12:00 you (forwarded): hi ✓');
  assert.equal(own('failed', { error: { message: 'It is too long.' } }), '12:00 you: hi ✗\n      It is too long.');
  const error = { message: 'It is too late.' };
  assert.equal(
    own('sent', { refused: { act: 'edit', text: 'ho', error } }),
    '12:00 you: hi ✓\n      Not edited (ho): It is too late.',
  );
  assert.equal(
    messageLine(message({ state: 'parked', parkedReason: 'no session' }), 'Bob', NOW),
    '12:00 Bob: [could not be read: no session; it has been asked for again] ?',
  );
});

test('a time has as much of its date as it needs', () => {
  const at = (...when: [number, number, number, number, number]) => timeText(new Date(...when).getTime(), NOW);
  assert.equal(at(2026, 2, 18, 0, 5), '00:05');
  assert.equal(at(2026, 2, 17, 23, 59), 'yesterday 23:59');
  assert.equal(at(2026, 2, 14, 7, 0), 'Sat 07:00');
  assert.equal(at(2026, 2, 11, 7, 0), '2026-03-11 07:00');
  assert.equal(at(2027, 0, 1, 7, 0), '2027-01-01 07:00');
});
