import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatId, Message, PageOptions } from '@parley/client';
import { isVisual } from '../attachments/kinds.ts';
import { aMessage } from '../conversation/test-messages.ts';
import { findFiles } from './find-files.ts';

const photo = { name: 'a.jpg', type: 'image/jpeg', size: 1, width: 4, height: 3 };
const chat = 'c' as ChatId;

/** A chat in which every hundredth message has a photo, the first one too. */
function chatOf(count: number) {
  const all = Array.from({ length: count }, (_, i): Message => {
    const message = aMessage({ ts: i, text: `${i}` });
    return { ...message, cursor: String(i).padStart(6, '0'), ...(i % 100 === 0 ? { attachments: [photo] } : {}) };
  });
  return {
    messages: async (_: ChatId, { before = '~', after, limit = 50 }: PageOptions = {}) =>
      after === undefined
        ? all.filter(({ cursor }) => cursor < before).slice(-limit)
        : all.filter(({ cursor }) => cursor > after).slice(0, limit),
  };
}

test('files are found newest first, as many as are wanted, and from there on', async () => {
  const engine = chatOf(1_050);
  const first = await findFiles(engine, { chat, wanted: isVisual, enough: 3, way: 'back' });
  assert.deepEqual(
    first.messages.map(({ text }) => text),
    ['1000', '900', '800', '700'],
  );
  const rest = await findFiles(engine, { chat, wanted: isVisual, enough: 99, way: 'back', from: first.next });
  assert.deepEqual(
    rest.messages.map(({ text }) => text),
    ['600', '500', '400', '300', '200', '100', '0'],
  );
  assert.equal(rest.next, undefined);
});

test('files are found forth from a place, up to the end', async () => {
  const found = await findFiles(chatOf(1_050), { chat, wanted: isVisual, enough: 9, way: 'forth', from: '000700' });
  assert.deepEqual(
    found.messages.map(({ text }) => text),
    ['800', '900', '1000'],
  );
  assert.equal(found.next, undefined);
});

test('a long chat without files is not read to its beginning at once', async () => {
  const found = await findFiles(chatOf(10_000), { chat, wanted: () => false, enough: 3, way: 'back' });
  assert.deepEqual(found.messages, []);
  assert.equal(found.next, '006000');
});
