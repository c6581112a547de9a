// People who write to each other through a whole cluster, processes of which are killed meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EDGE_THRESHOLD } from '../../dev/cluster/edge.ts';
import { type Cluster, startCluster } from '../../dev/cluster/start.ts';
import { createPeople, type People, type Person, texts } from '../support/people.ts';
import { assertGone } from './support/processes.ts';

let cluster: Cluster;
let people: People;
const closers: (() => unknown)[] = [];
before(async () => {
  cluster = await startCluster({ env: { PARLEY_WEB: 'none' } });
  people = createPeople({ after: close => void closers.push(close as () => unknown) }, cluster.url);
});
after(async () => {
  for (const close of closers) await close();
  await cluster?.stop();
});

async function register(): Promise<{ alice: Person; bob: Person }> {
  return { alice: await people.register('Alice'), bob: await people.register('Bob') };
}

test('D9 what one writes reaches the other at once, whichever gateway is gone, and after Redis was emptied', async () => {
  const { alice, bob } = await register();
  for (const { client } of [alice, bob]) client.connect();
  await Promise.all([alice.client.whenOnline(), bob.client.whenOnline()]);
  const said: string[] = [];
  const say = async (text: string): Promise<void> => {
    said.push(text);
    const { id } = await alice.client.sendText(bob.client.account, text);
    await alice.client.waitFor(id, 'delivered');
  };
  await say('all is well');
  for (const gateway of cluster.gateways) {
    await gateway.kill();
    await say(`without ${gateway.name}`);
    await gateway.restart();
  }
  await cluster.redis.empty();
  await say('with an empty Redis');
  assert.deepEqual(await texts(bob.client, alice.client.account), said);
});

test('what is written and attached is there after processes of every role were killed', async () => {
  const { alice, bob } = await register();
  alice.client.connect();
  const text = await alice.client.sendText(bob.client.account, 'before');
  const file = { source: new Blob(['the whole file']), name: 'a.txt', type: 'text/plain' };
  const withFile = await alice.client.sendFiles(bob.client.account, [file], { text: 'with a file' });
  for (const { id } of [text, withFile]) await alice.client.waitFor(id, 'sent');

  const victims = (['messages', 'fanout', 'accounts', 'groups', 'assets', 'gateway'] as const).map(
    role => cluster.processesOf(role)[0]!,
  );
  await Promise.all(victims.map(victim => victim.kill()));
  await Promise.all(victims.map(victim => victim.restart()));

  bob.client.connect();
  await bob.client.whenOnline();
  assert.deepEqual(await texts(bob.client, alice.client.account), ['before', 'with a file']);
  const content = await bob.client.openAttachment(withFile.id, 0);
  assert.equal(await new Response(content as ReadableStream).text(), 'the whole file');
});

test('a file that is fetched again and again comes from the edge, and past it when that is gone', async () => {
  const { alice, bob } = await register();
  for (const { client } of [alice, bob]) client.connect();
  const bytes = Buffer.alloc(300_000, 'photo');
  const file = { source: new Blob([bytes]), name: 'a.bin', type: 'application/octet-stream' };
  const { id } = await alice.client.sendFiles(bob.client.account, [file]);
  await alice.client.waitFor(id, 'delivered');
  await bob.client.whenOnline();
  const fetchTimes = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      const content = (await bob.client.openAttachment(id, 0)) as ReadableStream;
      assert.ok(Buffer.from(await new Response(content).arrayBuffer()).equals(bytes));
    }
  };
  await fetchTimes(2 * EDGE_THRESHOLD);
  assert.ok((await assetCount('edge_links_total')) >= EDGE_THRESHOLD - 1);
  assert.ok((await assetCount('edge_reads_total')) >= 1);
  await cluster.edge!.process.kill();
  await fetchTimes(1);
  await cluster.edge!.process.restart();
});

/** Of all asset processes. */
async function assetCount(name: string): Promise<number> {
  let sum = 0;
  for (const part of cluster.processesOf('assets')) {
    const text = await (await fetch(`${cluster.urlOf(part.name)}/metrics`)).text();
    sum += Number(new RegExp(`^parley_asset_${name} (\\d+)$`, 'm').exec(text)![1]);
  }
  return sum;
}

test('a small cluster answers at one address, each path by its role, and stopped leaves no process behind', async () => {
  const counts = { gateway: 1, accounts: 1, groups: 1, fanout: 1, assets: 0 };
  const small = await startCluster({ counts, replicas: 0, env: { PARLEY_WEB: 'none' } });
  assert.equal((await fetch(`${small.url}/readyz`)).status, 200);
  for (const path of ['account', 'groups']) assert.equal((await fetch(`${small.url}/v1/${path}`)).status, 401);
  await small.stop();
  assertGone(small.processes);
});
