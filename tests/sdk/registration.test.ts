// Registering over a network that loses answers.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createMemoryStore, register } from '@parley/client';
import { createRealWorld } from './real-world.ts';

/** Registers where the answers to the first `losses` completions never arrive, although the server gives them. */
async function registerLosing(t: TestContext, losses: number) {
  const world = await createRealWorld(t);
  const statuses: number[] = [];
  const lossy: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!String(input).endsWith('/complete')) return response;
    statuses.push(response.status);
    if (statuses.length <= losses) throw new TypeError('the connection broke');
    return response;
  };
  const store = createMemoryStore();
  const registering = register({
    server: world.url,
    phone: '+15550209000',
    name: 'Alice',
    store,
    fetch: lossy,
    random: () => 0.01,
    code: async ({ developmentCode = '' }) => developmentCode,
  });
  return { world, store, statuses, registering };
}

test('a registration whose last answers got lost ends with the device that the first one made', async t => {
  const { world, statuses, registering } = await registerLosing(t, 3);
  const client = await registering;
  t.after(() => client.close());
  assert.deepEqual(statuses, [201, 201, 201, 201]);
  client.connect();
  await client.whenOnline();
  const bob = await world.register('Bob');
  const { id } = await bob.client.sendText(client.account, 'hello');
  await bob.client.waitFor(id, 'delivered');
  assert.equal((await client.messages(bob.client.account)).at(-1)?.text, 'hello');
});

test('a registration whose last answer never comes fails in words, and leaves nothing behind', async t => {
  const { store, statuses, registering } = await registerLosing(t, Number.POSITIVE_INFINITY);
  await assert.rejects(registering, { code: 'unreachable' });
  assert.equal(statuses.length, 6);
  assert.equal(await store.get('profile', 'self'), undefined);
});
