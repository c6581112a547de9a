import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseUsername } from './username.ts';

test('F48 a user name is ASCII, its case says nothing, and it is never a number or an id', () => {
  for (const [text, name] of [
    ['@Bob.Builder', 'bob.builder'],
    [' a_1 ', 'a_1'],
    ['a'.repeat(32), 'a'.repeat(32)],
  ] as const) {
    assert.equal(parseUsername(text), name);
  }
  for (const text of [
    'ab',
    'a'.repeat(33),
    '1abc',
    '_abc',
    'abc.',
    'a..b',
    'a b',
    'аlice',
    'alíce',
    '+15550100001',
    '',
    'a-b',
  ]) {
    assert.equal(parseUsername(text), undefined, text);
  }
});
