// Pages shown beside a text: to whoever receives it they are its sender's word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../testing/until.ts';
import { createWorld } from '../testing/world.ts';
import { previewFor } from './link-preview.ts';

test('U20 F48 a preview is of an address in the text, bounded, and turns nothing around', () => {
  const url = 'https://example.org/a';
  const text = `see ${url}`;
  assert.deepEqual(previewFor(text, { url, title: ' a\n\u202Eb  c ', description: 'x'.repeat(500) }), {
    url,
    title: 'a b c',
    description: `${'x'.repeat(399)}…`,
  });
  assert.equal(previewFor(text, { url: 'https://bank.example/', title: 'Your bank' }), undefined);
  assert.equal(previewFor('javascript:alert(1)', { url: 'javascript:alert(1)', title: 'x' }), undefined);
  assert.equal(previewFor(text, { url, title: '\u200E' }), undefined);
  const svg = new TextEncoder().encode('<svg/>');
  assert.deepEqual(previewFor(text, { url, title: 'a', image: svg }), { url, title: 'a' });
});

test('U20 a preview travels with its text, goes when an edit takes the address away, and never takes the room of the text', async t => {
  const world = createWorld();
  t.after(world.close);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  const preview = { url: 'https://example.org/market', title: 'The market' };
  const { id } = await ann.client.sendText(ben.client.account, `at ${preview.url}`, { preview });
  await until(async () => (await ben.client.message(id)) !== undefined);
  assert.deepEqual((await ben.client.message(id))?.preview, preview);
  await ann.client.waitFor(id, 'sent');
  await ann.client.editText(id, `At ${preview.url} at nine`);
  await until(async () => (await ben.client.message(id))?.edited === true);
  assert.deepEqual((await ben.client.message(id))?.preview, preview);
  await ann.client.editText(id, 'At home');
  await until(async () => (await ben.client.message(id))?.text === 'At home');
  assert.equal((await ben.client.message(id))?.preview, undefined);
  const long = `${preview.url} ${'x'.repeat(ann.client.maxTextBytes - preview.url.length - 1)}`;
  assert.equal((await ann.client.sendText(ben.client.account, long, { preview })).preview, undefined);
});
