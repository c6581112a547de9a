// Groups of many: the key on its way to all of them before the first message.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { deviceKey, type GroupId, idBytes } from '@parley/protocol';
import { createManualClock, type ManualClock } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';

interface Crowd {
  readonly world: World;
  readonly ann: Person;
  readonly others: readonly Person[];
  readonly id: GroupId;
}

async function gather(t: TestContext, count: number, clock?: ManualClock): Promise<Crowd> {
  const world = createWorld(clock);
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

test('F23 a first message waits for no clock: neither dead devices nor refused or unread keys hold it up', async t => {
  const clock = createManualClock(Date.now());
  const { world, ann, others, id } = await gather(t, 20, clock);
  const [dead, refusing, deaf, ...fine] = others as [Person, Person, Person, ...Person[]];
  const { keys } = world.server.accounts;
  const deadKey = deviceKey(dead.client.account, 1);
  const published = keys.get(deadKey)!;
  keys.delete(deadKey);
  let refuses = true;
  world.server.onClientFrame = ({ send }) =>
    refuses && send && String(send.to) === String(idBytes(refusing.client.account))
      ? { refused: { id: send.id ?? new Uint8Array(), error: { code: 'unavailable', temporary: true } } }
      : undefined;
  let away = [deaf, dead];
  world.server.onServerFrame = (_, device) =>
    away.some(({ client }) => client.account === device.account) ? 'drop' : undefined;
  const steps: (readonly [number, number])[] = [];
  ann.client.on('preparing', ({ done, total }) => steps.push([done, total]));
  const { id: first } = await ann.client.sendText(id, 'first');
  await ann.client.waitFor(first, 'sent');
  for (const person of fine) await reads(person, id, 'first');
  assert.deepEqual(steps, [
    [0, 20],
    [19, 19],
  ]);
  // Who was held up is given the key as soon as that can be done.
  keys.set(deadKey, published);
  refuses = false;
  await clock.advance(61_000);
  const { id: second } = await ann.client.sendText(id, 'second');
  await ann.client.waitFor(second, 'sent');
  assert.equal((await ann.store.get('ownSenderKeys', id))?.sharedWith.length, 20);
  away = [];
  world.server.cut();
  await clock.advance(61_000);
  for (const person of [dead, deaf, refusing]) await reads(person, id, 'second');
});

test('a key that goes to many goes to a hundred at a time, and a program is told how far that is', async t => {
  const { ann, id } = await gather(t, 103);
  const steps: string[] = [];
  ann.client.on('preparing', ({ chat, done, total }) => steps.push(`${chat === id} ${done} ${total}`));
  const { id: message } = await ann.client.sendText(id, 'hello');
  await ann.client.waitFor(message, 'sent');
  assert.deepEqual(steps, ['true 0 103', 'true 100 103', 'true 103 103']);
});
