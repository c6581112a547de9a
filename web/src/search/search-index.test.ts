import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SearchRow } from '@parley/client';
import fc from 'fast-check';
import { createSearchIndex, type SearchIndex } from './search-index.ts';

const row = (id: string, text: string, more: Partial<SearchRow> = {}): SearchRow =>
  ({ chat: 'alice', id, author: 'alice', ts: Number(id), cursor: id.padStart(6, '0'), text, ...more }) as SearchRow;

function indexOf(...texts: string[]): SearchIndex {
  const index = createSearchIndex();
  for (const [i, text] of texts.entries()) index.put(row(String(i + 1), text));
  return index;
}

const found = (index: SearchIndex, query: string, chat?: string): string[] =>
  index.find({ query, chat, limit: 100 }).rows.map(({ id }) => id);

const finds = (text: string, query: string): boolean => found(indexOf(text), query).length === 1;

test('F50 a word inside a sentence without spaces is found, and so is the beginning of a word', () => {
  assert.ok(finds('我家在上海东边。', '上海'));
  assert.ok(finds('testing this', 'test'));
  assert.ok(finds('明日は東京タワーに行きます', 'タワー'));
  assert.ok(finds('오늘은 서울에서 만나요', '서울'));
  assert.ok(finds('พรุ่งนี้ไปเที่ยวกัน', 'เที่ยว'));
  assert.ok(finds('Ich fahre nach 上海 mit Parley上海', 'par 上海'));
});

test('F50 one character is found wherever it stands', () => {
  for (const character of '我家在上海东边') assert.ok(finds('我家在上海东边。', character), character);
  assert.ok(finds('see you 🎉', '🎉'));
});

test('F50 every piece of two characters or more of such a text is found', () => {
  const scripts = ['一丁上海东京我', 'あいうがぱ', 'アガパータ', 'ｱｶﾞﾊﾟ', '가각한글', 'กขคิ่ต', '。、！ 　'];
  const text = fc.string({
    unit: fc.constantFrom(...scripts.flatMap(script => [...script])),
    minLength: 2,
    maxLength: 30,
  });
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
      const characters = [...whole];
      const from = a % (characters.length - 1);
      const piece = characters.slice(from, from + 2 + (b % (characters.length - from - 1))).join('');
      fc.pre(/\p{L}/u.test(piece) && !/^[ﾞﾟ\p{M}]/u.test(piece));
      // A letter without its mark is another one, as a word that is cut off.
      fc.pre(!/^[ﾞﾟ\p{M}]/u.test(characters.slice(from + [...piece].length).join('')));
      assert.ok(finds(`x ${whole} y`, piece), JSON.stringify([whole, piece]));
    }),
    { seed: 50, numRuns: 2_000 },
  );
});

test('pairs that are there but are not neighbours are not what was looked for', () => {
  assert.ok(!finds('上海 海东 东边', '上海东'));
  assert.ok(finds('在上海东边', '上海东'));
});

test('case, accents, width and vowel points make no difference', () => {
  for (const [text, query] of [
    ['Übermorgen KÖLN', 'ubermorgen koln'],
    ['Straße', 'STRASSE'],
    ['Ｐａｒｌｅｙ　１２３', 'parley 123'],
    ['ｶﾞｯｺｳ', 'ガッコウ'],
    ['İstanbul ışık', 'istanbul isik'],
    ['السَّلامُ', 'السلام'],
    ['Łódź', 'lodz'],
    ['Ἀθῆναι', 'αθηναι'],
  ] as const) {
    assert.ok(finds(text, query), `${query} in ${text}`);
    assert.ok(finds(query, text), `${text} in ${query}`);
  }
  assert.ok(!finds('が', 'か'), 'a mark of kana makes another letter');
});

test('all words must be there, in any order; nothing but signs finds nothing', () => {
  const index = indexOf('the quick brown fox', 'a quick answer', 'brown bread');
  assert.deepEqual(found(index, 'fox quick'), ['1']);
  assert.deepEqual(found(index, 'quick'), ['2', '1'], 'newest first');
  assert.deepEqual(found(index, 'quickly'), []);
  assert.deepEqual(found(index, '… !'), []);
  assert.deepEqual(found(index, ''), []);
});

test('what changes, moves or goes is found as it is now', () => {
  const index = createSearchIndex();
  index.put(row('1', 'hello there'));
  index.put(row('2', 'hello', { chat: 'bob' as SearchRow['chat'] }));
  index.put(row('1', 'hello there', { ts: 9, cursor: '000009' }));
  assert.equal(index.find({ query: 'hello', limit: 1 }).rows[0]!.cursor, '000009');
  assert.deepEqual(found(index, 'hello', 'alice'), ['1']);
  index.put(row('1', 'changed'));
  assert.deepEqual(found(index, 'there'), []);
  assert.deepEqual(found(index, 'changed'), ['1']);
  index.remove('alice', ['1', 'unknown']);
  assert.deepEqual(found(index, 'changed'), []);
  index.remove('bob');
  assert.equal(index.size, 0);
});

test('what is not there when everything is read again is gone', () => {
  const index = indexOf('one', 'two');
  index.beginReading();
  index.put(row('2', 'two'));
  index.put(row('3', 'three'));
  index.endReading();
  assert.deepEqual(found(index, 'one'), []);
  assert.deepEqual(found(index, 't'), ['3', '2']);
});

test('what is left when most is gone is still found', () => {
  const index = createSearchIndex();
  for (let i = 1; i <= 5_000; i++) index.put(row(String(i), `word${i}`));
  for (let i = 1; i < 5_000; i++) index.remove('alice', [String(i)]);
  assert.deepEqual(found(index, 'word'), ['5000']);
  assert.equal(index.find({ query: 'word4', limit: 10 }).total, 0);
});
