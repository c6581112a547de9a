// Groups of many: the key on its way to all of them before the first message.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { deviceKey, type GroupId } from '@parley/protocol';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';

interface Crowd {
  readonly world: World;
  readonly ann: Person;
  readonly others: readonly Person[];
  readonly id: GroupId;
}

async function gather(t: TestContext, count: number): Promise<Crowd> {
  const world = createWorld();
  t.after(world.close);
  const ann = await world.register('Ann');
  const others: Person[] = [];
  for (let i = 0; i < count; i++) others.push(await world.register(`Member ${i}`));
  const members = others.map(({ client }) => client.account);
  const { id } = await ann.client.createGroup({ name: 'Crowd', members });
  return { world, ann, others, id };
}

async function reads(person: Person, id: GroupId, text: string): Promise<void> {
  await until(async () => (await person.client.messages(id)).some(message => message.text === text));
}

test('F23 keys for more members than sends may be unanswered are all handed out', async t => {
  const { world, ann, others, id } = await gather(t, 9);
  world.server.onServerFrame = ({ welcome }) => {
    if (welcome?.limits) welcome.limits.maxPendingSends = 2;
    return undefined;
  };
  world.server.cut(1006, ann.client);
  ann.client.connect();
  const { id: message } = await ann.client.sendText(id, 'hello all');
  await ann.client.waitFor(message, 'sent');
  for (const person of others) await reads(person, id, 'hello all');
  const row = await ann.store.get('ownSenderKeys', id);
  assert.deepEqual(new Set(row?.sharedWith), new Set(others.map(({ client }) => deviceKey(client.account, 1))));
});
