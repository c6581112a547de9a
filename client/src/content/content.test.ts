import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits, wire } from '@parley/protocol';
import { pad, unpad } from './padding.ts';
import { checkText, excerptOf, maxTextBytes } from './text-limit.ts';

test('padding goes to steps of 160 bytes and comes off again', () => {
  for (const length of [0, 1, 158, 159, 160, 161, 319, 320]) {
    const content = new Uint8Array(length).fill(0x80);
    const padded = pad(content, limits.maxContentBytes);
    assert.equal(padded.length, Math.ceil((length + 1) / 160) * 160);
    assert.deepEqual(unpad(padded), content);
  }
});

test('F17 a content of the limit minus its mark fits, one byte more does not', () => {
  const max = limits.maxContentBytes;
  assert.equal(pad(new Uint8Array(max - 1), max).length, max);
  assert.throws(() => pad(new Uint8Array(max), max), RangeError);
});

test('what has no padding is refused', () => {
  for (const bytes of [[], [0, 0], [1, 2, 3], [0x80, 1]])
    assert.throws(() => unpad(Uint8Array.from(bytes)), RangeError);
});

test('F17 the longest text fits with everything that may come with it', () => {
  const most = 2 ** 53 - 1;
  const list = { version: most, hash: new Uint8Array(32) };
  const id = new Uint8Array(16);
  const text = {
    body: 'x'.repeat(maxTextBytes(limits.maxContentBytes)),
    quote: { id, author: id, excerpt: excerptOf('😀'.repeat(500)) },
  };
  const all = {
    senderList: list,
    recipientList: list,
    profileKey: {
      key: new Uint8Array(32),
      contactKey: new Uint8Array(32),
      version: most,
      name: 'n'.repeat(limits.maxProfileNameBytes),
    },
    replaces: id,
    sentCopy: { to: id, text },
  };
  assert.ok(wire.Content.encode(all).finish().length < limits.maxContentBytes - 300);
});

test('F17 the check counts bytes, not characters, and names the limit', () => {
  const limit = maxTextBytes(limits.maxContentBytes);
  checkText('x'.repeat(limit), limits.maxContentBytes);
  checkText('é'.repeat(limit / 2), limits.maxContentBytes);
  assert.throws(() => checkText(`${'é'.repeat(limit / 2)}x`, limits.maxContentBytes), {
    code: 'content_too_large',
    message: new RegExp(`at most ${limit} `),
  });
});

test('an excerpt is cut between characters, never inside one', () => {
  assert.equal(excerptOf('short'), 'short');
  const family = '👨‍👩‍👧‍👦';
  const excerpt = excerptOf(family.repeat(50));
  assert.equal(excerpt.replaceAll(family, ''), '…');
  assert.ok(new TextEncoder().encode(excerpt).length <= 243);
});
