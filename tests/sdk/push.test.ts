// Pushes for SDK clients, through a server that is a process of its own and push services that check what they are sent.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createPeople, type Person } from '../support/people.ts';
import { startUnifiedPushService } from '../support/push-services/unified-push.ts';
import { startWebPushService, type WebPushService } from '../support/push-services/web-push.ts';
import { startServerProcess } from '../support/server-process.ts';

const env = { PARLEY_PUSH_INNER_HOSTS: '127.0.0.1' };

async function createWorld(t: TestContext) {
  const [service, server] = [await startWebPushService(t), await startServerProcess(t, { env })];
  const people = createPeople(t, server.url);
  const [alice, bob] = [await people.register('Alice'), await people.register('Bob')];
  alice.client.connect();
  const say = async (text: string, to = bob, state: 'sent' | 'delivered' = 'sent'): Promise<void> => {
    const { id } = await alice.client.sendText(to.client.account, text);
    await alice.client.waitFor(id, state);
  };
  return { service, server, people, alice, bob, say };
}

async function subscribe(service: WebPushService, { client }: Person): Promise<string> {
  const { vapidKey } = await client.pushInfo();
  const subscription = service.subscribe(vapidKey);
  await client.setPush({ kind: 'webpush', ...subscription });
  return subscription.endpoint;
}

test('F51 who is away is pushed to once, then not until he was here; who is here is not', async t => {
  const { service, alice, bob, say } = await createWorld(t);
  const endpoint = await subscribe(service, bob);
  assert.equal((await bob.client.pushInfo()).subscription?.place, '127.0.0.1');
  await say('one');
  const first = await service.next();
  assert.deepEqual([first.endpoint, first.note], [endpoint, { count: 1 }]);
  await say('two');
  bob.client.connect();
  await bob.client.whenOnline();
  await bob.client.sendText(alice.client.account, 'here');
  await say('three, live', bob, 'delivered');
  await bob.client.close();
  const left = Date.now();
  await say('four');
  assert.deepEqual((await service.next()).note, { count: 1 });
  assert.ok(Date.now() - left < 20_000, 'without the time that a push is followed by');
  assert.equal(service.pushes.length, 2);
});

test('reactions, edits and receipts push nobody; a message to a group pushes its members', async t => {
  const { service, alice, bob, people, say } = await createWorld(t);
  await subscribe(service, bob);
  const carol = await people.register('Carol');
  bob.client.connect();
  await say('for a reaction');
  const group = await alice.client.createGroup({ name: 'Three', members: [bob.client.account, carol.client.account] });
  await bob.client.whenOnline();
  await alice.client.waitFor((await alice.client.messages(bob.client.account))[0]!.id, 'delivered');
  await bob.client.markRead(alice.client.account);
  await bob.client.whenSent();
  const { account } = bob.client;
  await bob.client.close();
  const [own] = await alice.client.messages(account);
  await alice.client.react(own!.id, '👍');
  await alice.client.editText(own!.id, 'put otherwise');
  await alice.client.whenSent();
  const { id } = await alice.client.sendText(group.id, 'to the group');
  await alice.client.waitFor(id, 'sent');
  assert.deepEqual((await service.next()).note, { count: 1 });
  assert.equal(service.pushes.length, 1);
});

test('F31 who has logged out or is blocked brings no push', async t => {
  const { service, alice, bob, say, people } = await createWorld(t);
  await subscribe(service, bob);
  await bob.client.endDevice();
  await say('to nobody');
  const carol = await people.register('Carol');
  await subscribe(service, carol);
  await carol.client.block(alice.client.account);
  await say('not heard', carol);
  const dora = await people.register('Dora');
  const endpoint = await subscribe(service, dora);
  await say('heard', dora);
  assert.equal((await service.next()).endpoint, endpoint);
  assert.equal(service.pushes.length, 1);
});

test('F51 what was pushed for before the server was killed is pushed for after it, by the same key', async t => {
  const { service, server, bob, alice, say } = await createWorld(t);
  const endpoint = await subscribe(service, bob);
  await server.kill();
  await server.start();
  await alice.client.whenOnline();
  await say('after the kill');
  assert.equal((await service.next()).endpoint, endpoint);
});

test('a person’s own push service: set, tried, taken away', async t => {
  const { alice } = await createWorld(t);
  const own = await startUnifiedPushService(t);
  await assert.rejects(alice.client.testPush(), { code: 'push_not_set' });
  await assert.rejects(alice.client.setPush({ kind: 'unifiedpush', endpoint: 'https://10.0.0.1/x' }), {
    code: 'bad_push_target',
  });
  await alice.client.setPush({ kind: 'unifiedpush', endpoint: `${own.url}/alice` });
  const { outcome, test } = await alice.client.testPush();
  assert.deepEqual([outcome, (await own.next()).body], ['sent', `{"parley":"new","test":"${test}"}`]);
  await alice.client.clearPush();
  assert.equal((await alice.client.pushInfo()).subscription, undefined);
});
