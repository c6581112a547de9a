import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { ChatDraft, MessageId } from '@parley/client';
import { draftKeeper } from './draft-keeper.ts';

/** A composer and the store behind it. Saves end when `end` is called. */
function composer(t: { after: (end: () => void) => void }) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  t.after(() => mock.timers.reset());
  type Field = { text: string; replyTo: MessageId | undefined; editing: ChatDraft['editing'] | undefined };
  const field: Field = { text: '', replyTo: undefined, editing: undefined };
  const saves: (ChatDraft | null)[] = [];
  let endings: (() => void)[] = [];
  const keeper = draftKeeper({
    read: () => ({ ...field }),
    save: draft => {
      saves.push(draft);
      return new Promise<void>(resolve => endings.push(resolve));
    },
    show: written => void Object.assign(field, written),
  });
  const type = (text: string): void => {
    field.text = text;
    keeper.changed();
  };
  const end = async (): Promise<void> => {
    for (const ending of endings) ending();
    endings = [];
    await new Promise(resolve => setImmediate(resolve));
  };
  const pass = (ms: number): void => mock.timers.tick(ms);
  return { keeper, field, saves, type, end, pass };
}

test('U28 a draft is saved after a pause, once', t => {
  const { saves, type, pass } = composer(t);
  type('h');
  pass(300);
  type('hello');
  pass(300);
  assert.deepEqual(saves, []);
  pass(200);
  assert.deepEqual(saves, [{ text: 'hello' }]);
});

test('U28 the message it answers is kept too', t => {
  const { saves, field, type, pass } = composer(t);
  field.replyTo = 'm1' as MessageId;
  type('yes');
  pass(400);
  assert.deepEqual(saves, [{ text: 'yes', replyTo: 'm1' }]);
});

test('U28 an edit is kept beside what was written before it, and no other tab comes in between', t => {
  const { keeper, saves, field, type, pass } = composer(t);
  type('meanwhile');
  field.editing = { id: 'm1' as MessageId, text: 'helo' };
  type('meanwhile');
  pass(400);
  assert.deepEqual(saves, [{ text: 'meanwhile', editing: { id: 'm1', text: 'helo' } }]);
  pass(60_000);
  keeper.told({ text: 'of another tab' });
  assert.equal(field.text, 'meanwhile');
});

test('U28 leaving saves at once, and an emptied field at once', t => {
  const { keeper, saves, type } = composer(t);
  type('hello');
  keeper.flush();
  type('');
  assert.deepEqual(saves, [{ text: 'hello' }, null]);
});

test('U28 what another tab has written is shown, unless the person is writing here', async t => {
  const { keeper, field, type, end, pass } = composer(t);
  keeper.told({ text: 'from the other tab' });
  assert.equal(field.text, 'from the other tab');
  type('from the other tab, and more');
  keeper.told({ text: 'other' });
  assert.equal(field.text, 'from the other tab, and more');
  pass(400);
  await end();
  pass(1_000);
  keeper.told(undefined);
  assert.equal(field.text, '', 'it was sent over there');
});

test('U28 an echo of an older save does not take back what was typed since', async t => {
  const { keeper, field, type, end, pass } = composer(t);
  type('a');
  pass(400);
  type('ab');
  pass(400);
  keeper.told({ text: 'a' });
  await end();
  keeper.told({ text: 'a' });
  assert.equal(field.text, 'ab');
});

test('D1 while a message is being sent, its draft stays saved', async t => {
  const { keeper, saves, field, type, end, pass } = composer(t);
  type('important');
  pass(400);
  await end();
  keeper.hold();
  type('');
  keeper.flush();
  pass(1_000);
  assert.deepEqual(saves, [{ text: 'important' }]);
  keeper.release();
  assert.deepEqual(saves, [{ text: 'important' }, null]);
  assert.equal(field.text, '');
});

test('U28 what a page may not have saved when it ends is known, also that it was emptied', async t => {
  const before = composer(t);
  before.type('half a sentence');
  assert.deepEqual(before.keeper.unsaved(), { text: 'half a sentence' });
  before.pass(400);
  assert.deepEqual(before.keeper.unsaved(), { text: 'half a sentence' }, 'the save may not have come through');
  await before.end();
  assert.equal(before.keeper.unsaved(), undefined);
  before.type('');
  assert.equal(before.keeper.unsaved(), null);
});

test('U28 what the page before could not save is shown and saved', t => {
  const { keeper, field, saves, pass } = composer(t);
  keeper.restore({ text: 'half a sentence' }, { text: 'half a' });
  assert.equal(field.text, 'half a sentence');
  pass(400);
  assert.deepEqual(saves, [{ text: 'half a sentence' }]);
});

for (const [what, lost] of [
  ['an edit that was saved', { text: 'and bring' }],
  ['what was sent', null],
] as const) {
  test(`U28 ${what} before the page ended does not come back`, t => {
    const { keeper, field, saves, pass } = composer(t);
    const kept = { text: 'and bring', editing: { id: 'm1' as MessageId, text: 'hello' } };
    keeper.restore(lost, kept);
    pass(400);
    assert.deepEqual([field.text, field.editing], [lost?.text ?? '', undefined]);
    assert.deepEqual(saves, [lost]);
    keeper.told(kept);
    assert.equal(field.editing, undefined);
  });
}

test('U28 what the page before has left does not overwrite what is being written', t => {
  const { keeper, field, type } = composer(t);
  type('new');
  keeper.restore({ text: 'old' }, undefined);
  assert.equal(field.text, 'new');
});
