import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { excerpt, matchesOf } from './excerpt.ts';

const shown = (text: string, query: string): string =>
  excerpt(text, query)
    .map(part => (part.marked ? `[${part.text}]` : part.text))
    .join('');

test('U9 every match is marked as it is written', () => {
  assert.equal(shown('Testing the tests, a contest', 'test'), '[Test]ing the [test]s, a contest');
  assert.equal(shown('我家在上海东边。', '上海'), '我家在[上海]东边。');
  assert.equal(shown('Die Straße in Köln', 'strasse koln'), 'Die [Straße] in [Köln]');
  assert.equal(shown('Ko\u0308ln', 'koln'), '[Ko\u0308ln]');
  assert.equal(shown('ｶﾞｯｺｳ', 'ガッ'), '[ｶﾞｯ]ｺｳ');
  assert.equal(shown('nothing here', 'else'), 'nothing here');
});

test('U9 a match far into a long text is shown with what is around it', () => {
  const text = `${'word '.repeat(100)}needle ${'word '.repeat(100)}`;
  assert.match(shown(text, 'needle'), /^…(word ){2,5}\[needle\] word .*…$/);
  assert.ok(shown(text, 'needle').length < 170);
  assert.match(shown(`${'好'.repeat(300)}上海${'好'.repeat(300)}`, '上海'), /^…好{10,30}\[上海\]好+…$/);
});

test('a hit is one line, keeps spoilers hidden and lets nothing turn what is beside it', () => {
  assert.equal(shown('a\n\n *b*', 'b'), 'a [b]');
  assert.equal(shown('the end: ||he dies||', 'dies'), 'the end: ▒▒▒▒▒▒▒');
  assert.equal(shown('abc\u202edef', 'abc'), '[abc]def');
});

test('what is marked and what is not make up the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      (a, b) => {
        let at = 0;
        for (const { from, to } of matchesOf(a + b, b)) {
          assert.ok(from >= at && to > from && to <= (a + b).length);
          at = to;
        }
      },
    ),
    { seed: 9, numRuns: 1_000 },
  );
});
