import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/client';
import { membersNamed, mentionQuery, mentionsIn, type Named } from './mention-query.ts';

const named = (letter: string, name: string): Named => ({ account: letter.repeat(32) as AccountId, name });
const people = [named('a', 'Ana María'), named('b', 'Ben'), named('c', 'Marta Klee')];
const names = (query: string): string[] => membersNamed(people, query).map(({ name }) => name);

test('U30 a name is being typed behind an @ that begins a word', () => {
  assert.deepEqual(mentionQuery('hey @ma', 7), { from: 4, name: 'ma' });
  assert.deepEqual(mentionQuery('@', 1), { from: 0, name: '' });
  for (const text of ['mail@ma', 'hey @ma there', '']) assert.equal(mentionQuery(text, text.length), undefined, text);
});

test('U30 whoever has a word that begins so is offered, accents or not', () => {
  assert.deepEqual(names('ma'), ['Ana María', 'Marta Klee']);
  assert.deepEqual(names('MARI'), ['Ana María']);
  assert.deepEqual(names('x'), []);
});

test('U30 only names that still stand in the text are mentions, each once, in order', () => {
  const [ana, ben] = [people[0]!, people[1]!];
  assert.deepEqual(mentionsIn('@Ben and @Ana María', [ben, ana]), [
    { account: ben.account, start: 0, length: 4 },
    { account: ana.account, start: 9, length: 10 },
  ]);
  assert.deepEqual(mentionsIn('@Be and @Ana María', [ben, ana]), [{ account: ana.account, start: 8, length: 10 }]);
  assert.equal(mentionsIn('@Ben @Ben', [ben, ben]).length, 2);
});
