import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emojiNamed, emojiNamesFrom, emojiQuery } from './emoji-query.ts';
import { toggleMark } from './markers.ts';
import { sizeNearLimit } from './text-size.ts';

/** [ and ] are the ends of the selection. */
function toggled(marked: string, sign: string): string {
  const [from, to] = [marked.indexOf('['), marked.indexOf(']') - 1];
  const text = marked.replace(/[[\]]/g, '');
  const edit = toggleMark(text, from, to, sign);
  const next = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  const [start, end] = edit.select;
  return `${next.slice(0, start)}[${next.slice(start, end)}]${next.slice(end)}`;
}

test('U30 a mark is put around the selected words and taken away again', () => {
  assert.equal(toggled('say [hello] now', '*'), 'say *[hello]* now');
  assert.equal(toggled('say *[hello]* now', '*'), 'say [hello] now');
  assert.equal(toggled('say [*hello*] now', '*'), 'say [hello] now');
  assert.equal(toggled('say [hello ]now', '_'), 'say _[hello]_ now');
  assert.equal(toggled('[]', '*'), '*[]*');
  assert.equal(toggled('*[]*', '*'), '[]');
  assert.equal(toggled('[spoiler]', '||'), '||[spoiler]||');
});

test('U30 an emoji is being named behind a colon at the beginning of a word', () => {
  assert.deepEqual(emojiQuery('hi :smi', 7), { from: 3, name: 'smi', closed: false });
  assert.deepEqual(emojiQuery(':Smile:', 7), { from: 0, name: 'smile', closed: true });
  assert.deepEqual(emojiQuery(':smile and more', 6), { from: 0, name: 'smile', closed: false });
  for (const text of ['a:smile', ':s', 'http://x', '12:30', ': smile', ':smile ']) {
    assert.equal(emojiQuery(text, text.length), undefined, text);
  }
});

const names = emojiNamesFrom({
  '1F604': 'smile',
  '1F63A': 'smiley_cat',
  '1F603': ['smiley', 'glad'],
  '2764': 'heart',
  '1F468-200D-1F469': 'pair',
  '1F49C': 'purple_heart',
});

test('U30 the name itself comes first, then beginnings, then beginnings of words', () => {
  assert.deepEqual(
    emojiNamed(names, 'smile').map(([, name]) => name),
    ['smile', 'smiley', 'smiley_cat'],
  );
  assert.deepEqual(
    emojiNamed(names, 'heart').map(([, name]) => name),
    ['heart', 'purple_heart'],
  );
  assert.deepEqual(emojiNamed(names, 'gla'), [['😃', 'glad']]);
  assert.deepEqual(emojiNamed(names, 'art'), []);
  assert.equal(emojiNamed(names, 'heart')[0]![0], '❤️');
});

test('F17 the size is told near the limit, in bytes of UTF-8', () => {
  assert.equal(sizeNearLimit('a'.repeat(899), 1_000), undefined);
  assert.deepEqual(sizeNearLimit('a'.repeat(1_000), 1_000), { bytes: 1_000, maxBytes: 1_000, over: false });
  assert.deepEqual(sizeNearLimit('😀'.repeat(251), 1_000), { bytes: 1_004, maxBytes: 1_000, over: true });
});
