import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copiedText } from './copied-text.ts';
import { aMessage } from './test-messages.ts';

const ts = new Date(2026, 10, 25, 14, 5).getTime();
const nameOf = ({ outgoing }: { outgoing: boolean }): string => (outgoing ? 'Ann' : 'Ben');

test('U25 one message is copied as its text', () => {
  assert.equal(copiedText([aMessage({ ts, text: 'a\nb' })], nameOf, 'en-GB'), 'a\nb');
});

test('U25 several are copied with their time and who wrote them; what could not be read is left out', () => {
  const messages = [
    aMessage({ ts, text: 'hello' }),
    aMessage({ ts, outgoing: true, text: 'hi' }),
    { ...aMessage({ ts, state: 'parked' }), text: undefined },
  ].map(({ text, ...rest }) => (text === undefined ? rest : { ...rest, text }));
  assert.equal(copiedText(messages, nameOf, 'en-GB'), '[25/11/2026, 14:05] Ben: hello\n[25/11/2026, 14:05] Ann: hi');
});
