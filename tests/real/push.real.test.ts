// Pushes in a cluster: two processes push, others tell them whom to; one of them goes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Cluster, startCluster } from '../../dev/cluster/start.ts';
import { createPeople, type People } from '../support/people.ts';
import { startWebPushService, type WebPushService } from '../support/push-services/web-push.ts';

let cluster: Cluster;
let people: People;
let service: WebPushService;
const closers: (() => unknown)[] = [];
const scope = { after: (close: () => unknown) => void closers.push(close) };
before(async () => {
  service = await startWebPushService(scope);
  const counts = { gateway: 1, accounts: 2, groups: 1, assets: 0 };
  const env = { PARLEY_WEB: 'none', PARLEY_PUSH_INNER_HOSTS: '127.0.0.1' };
  cluster = await startCluster({ counts, replicas: 0, env });
  people = createPeople(scope, cluster.url);
});
after(async () => {
  for (const close of closers) await close();
  await cluster?.stop();
});

test('F51 F31 D9 a message is pushed once, also when one of two processes is gone; a device that has ended is silent', async () => {
  const [alice, bob] = [await people.register('Alice'), await people.register('Bob')];
  alice.client.connect();
  const subscribe = async ({ client }: typeof bob): Promise<string> => {
    const { vapidKey } = await client.pushInfo();
    const subscription = service.subscribe(vapidKey);
    await client.setPush({ kind: 'webpush', ...subscription });
    return subscription.endpoint;
  };
  const say = async (text: string, to: typeof bob): Promise<void> => {
    const { id } = await alice.client.sendText(to.client.account, text);
    await alice.client.waitFor(id, 'sent');
  };
  const bobs = await subscribe(bob);
  for (const text of ['one', 'two']) await say(text, bob);
  assert.equal((await service.next()).endpoint, bobs);

  const [first] = cluster.processesOf('accounts');
  await first!.kill();
  const carol = await people.register('Carol');
  const carols = await subscribe(carol);
  await say('through the other one', carol);
  assert.equal((await service.next()).endpoint, carols);
  await first!.restart();

  await carol.client.endDevice();
  await say('to nobody', carol);
  const dave = await people.register('Dave');
  const daves = await subscribe(dave);
  await say('heard', dave);
  assert.equal((await service.next()).endpoint, daves);
  assert.equal(service.pushes.filter(({ endpoint }) => endpoint === carols).length, 1);
});
