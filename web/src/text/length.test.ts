import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emojiOnly } from './emoji-only.ts';
import { shorten } from './shorten.ts';

test('U20 one to three emoji alone are told from everything else', () => {
  for (const [text, count] of [
    ['😀', 1],
    ['👨‍👩‍👧‍👦', 1],
    ['🇮🇹🇩🇪', 2],
    ['❤️', 1],
    ['❤', 1],
    ['👍🏽 😀 🎉', 3],
    ['😀😀😀😀', 0],
    ['1', 0],
    ['#', 0],
    ['a😀', 0],
    ['', 0],
    [' ', 0],
    ['1️⃣', 1],
  ] as const)
    assert.equal(emojiOnly(text), count, text);
});

test('U25 short texts are whole, long ones are cut between words', () => {
  assert.equal(shorten('short'), undefined);
  assert.equal(shorten('word '.repeat(250)), undefined);
  const head = shorten('word '.repeat(1_000))!;
  assert.ok(head.length <= 1_000 && head.endsWith('word'));
});

test('U25 many lines are cut too', () => {
  assert.equal(shorten('x\n'.repeat(22)), undefined);
  assert.equal(shorten('x\n'.repeat(100))!.split('\n').length, 20);
});

test('U25 a cut never goes through a character', () => {
  const family = '👨‍👩‍👧‍👦';
  const head = shorten(family.repeat(500))!;
  assert.equal(head.length % family.length, 0);
  assert.ok(head.length > 900);
});
