import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isolated, looksEmpty, neutralize, shownName } from './bidi.ts';

test('F48 overrides are taken out, so that a file name reads as it is', () => {
  assert.equal(neutralize('photo\u202Egpj.exe'), 'photogpj.exe');
  assert.equal(neutralize('\u202Dabc\u202C'), 'abc');
});

test('F48 an isolate or embedding that is not closed ends with its line', () => {
  assert.equal(neutralize('a\u2066b\nc'), 'a\u2066b\u2069\nc');
  assert.equal(neutralize('\u202Bא\u2067ב'), '\u202Bא\u2067ב\u2069\u202C');
});

test('F48 what closes nothing is dropped, what is right stays', () => {
  assert.equal(neutralize('a\u2069\u202Cb'), 'ab');
  assert.equal(neutralize('a \u2068שלום\u2069 b'), 'a \u2068שלום\u2069 b');
  assert.equal(neutralize('price\u200E 5'), 'price\u200E 5');
});

test('F48 names that nobody can see are no names', () => {
  for (const name of [
    '',
    ' ',
    '\u200C',
    '\u200B\u200D',
    '\u202E',
    '\u2066',
    '\u3164',
    '\u2800',
    '\u00AD\uFEFF',
    '\u180E',
    '\u{E0020}',
  ])
    assert.ok(looksEmpty(name), JSON.stringify(name));
  for (const name of ['a', '日', '😀', 'क्‍ष', '.']) assert.ok(!looksEmpty(name), name);
  assert.equal(shownName('\u200C'), undefined);
  assert.equal(shownName(' Ada\n\u202ELovelace '), 'Ada Lovelace');
});

test('F48 what goes into a sentence is closed in on itself', () => {
  assert.equal(isolated('+1 212'), '\u2068+1 212\u2069');
});
