import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/client';
import { typingLine } from './typing-line.ts';

type Kind = 'text' | 'voice';
const typists = (...all: readonly (readonly [string, Kind])[]): Map<AccountId, Kind> =>
  new Map(all.map(([name, kind]) => [name as AccountId, kind]));
const inGroup = (...all: readonly (readonly [string, Kind])[]): string =>
  typingLine(typists(...all), account => account).replaceAll(/[\u2068\u2069]/g, '');

test('U33 in a chat with one person nobody is named', () => {
  assert.equal(typingLine(typists(['Bob', 'text'])), 'typing…');
  assert.equal(typingLine(typists(['Bob', 'voice'])), 'recording audio…');
});

test('U33 in a group up to two are named, and more are counted', () => {
  assert.equal(inGroup(['Bob', 'text']), 'Bob is typing…');
  assert.equal(inGroup(['Bob', 'voice']), 'Bob is recording audio…');
  assert.equal(inGroup(['Bob', 'text'], ['Cat', 'voice']), 'Bob and Cat are typing…');
  assert.equal(inGroup(['Bob', 'text'], ['Cat', 'text'], ['Dan', 'text']), '3 people are typing…');
});

test('F48 a name turns nothing around it round', () => {
  assert.equal(
    typingLine(typists(['Bob', 'text']), () => 'אב'),
    '\u2068אב\u2069 is typing…',
  );
});
