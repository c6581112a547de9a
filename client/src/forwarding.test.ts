// What a forwarded message says of itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './testing/until.ts';
import { createWorld } from './testing/world.ts';

test('U16 what somebody else has written says that it was forwarded, to a person, to a group and from there on; one’s own does not', async t => {
  const world = createWorld();
  t.after(world.close);
  const [ann, ben, cat] = [await world.register('Ann'), await world.register('Ben'), await world.register('Cat')];
  const { id } = await ann.client.sendText(ben.client.account, 'news');
  await ann.client.waitFor(id, 'delivered');
  const group = await ben.client.createGroup({ name: 'Climbing', members: [cat.client.account] });
  const sent = await ben.client.forward(id, cat.client.account);
  const toGroup = await ben.client.forward(id, group.id);
  for (const { forwarded } of [sent, toGroup]) assert.equal(forwarded, true);
  for (const each of [sent.id, toGroup.id]) {
    await until(async () => (await cat.client.message(each))?.text === 'news');
    assert.equal((await cat.client.message(each))?.forwarded, true);
  }
  const further = await cat.client.forward(sent.id, ann.client.account);
  await cat.client.waitFor(further.id, 'delivered');
  assert.equal((await ann.client.message(further.id))?.forwarded, true);
  assert.equal((await ben.client.forward(sent.id, ann.client.account)).forwarded, true, 'it was not one’s own before');

  const own = await ann.client.forward(id, cat.client.account);
  await ann.client.waitFor(own.id, 'delivered');
  for (const { client } of [ann, cat]) {
    const message = await client.message(own.id);
    assert.equal(message?.text, 'news');
    assert.equal(message && 'forwarded' in message, false);
  }
});
