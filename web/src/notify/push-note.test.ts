import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushNoteOf } from './push-note.ts';

test('of a push only what is known is taken', () => {
  const name = 'ab'.repeat(16);
  assert.deepEqual(pushNoteOf('{"count":3}      '), { count: 3 });
  assert.deepEqual(pushNoteOf(`{"count":0,"test":"${name}"}`), { test: name });
  for (const text of [undefined, '', '{', 'null', '7', '"x"', '[]', '{"count":"9"}', '{"count":-1}', '{"test":"<b>"}'])
    assert.deepEqual(pushNoteOf(text), {}, text);
});
