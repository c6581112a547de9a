// All devices return in the same moment: what a restart of the balancer or the end of a gateway does to those who are connected.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { toHex, wire } from '@parley/protocol';
import { seedDevices } from '../../dev/cluster/seed-devices.ts';
import { startCluster } from '../../dev/cluster/start.ts';
import { until } from '../../dev/parts/until.ts';
import { type Crowd, startCrowd } from '../../dev/raw-crowd.ts';
import { type Credentials, connectRaw, randomBytes, rawSend } from '../../dev/raw-device.ts';

const DEVICES = 5_000;
/** Each is written to once in each storm. */
const RECEIVERS = 400;
/** Of both cores of a busy machine a storm takes about 10 s. A device that was turned away often waits 30 s at most. */
const RECOVERY_MS = 45_000;
const BODY = randomBytes(300);

test('F18 D1 D4 5,000 devices are live again in bounded time after a storm, and have what was sent meanwhile', {
  timeout: 240_000,
}, async t => {
  const counts = { gateway: 3, accounts: 2, groups: 1, messages: 1, fanout: 1, assets: 0 };
  const env = { PARLEY_WEB: 'none', PARLEY_LOG_LEVEL: 'error', PARLEY_SENDS_PER_SECOND: '0' };
  const cluster = await startCluster({ counts, replicas: 0, mailboxNodes: 0, env });
  t.after(() => cluster.stop());
  const [sender, ...devices] = await seedDevices(cluster, DEVICES + 1);
  const received = new Map<string, Set<string>>();
  const crowd = startCrowd({
    port: Number(new URL(cluster.url).port),
    devices,
    onDeliver: ({ account }, { envelope }) => {
      const ids = received.get(account) ?? new Set();
      received.set(account, ids.add(toHex(wire.Envelope.decode(envelope).id)));
    },
  });
  t.after(() => crowd.stop());
  await untilLive(t, crowd, 'all at once', performance.now());

  const [, second, third] = cluster.gateways;
  const sent = new Map<string, Set<string>>();
  const receivers = devices.slice(0, RECEIVERS);
  for (const [what, happen] of [
    ['nginx is started again', () => cluster.nginx.process.restart()],
    ['a gateway is killed and started again', () => second!.restart()],
  ] as const) {
    const [start, ended] = [performance.now(), sumOf(crowd.ends())];
    const sending = sendToAll(cluster.urlOf(third!.name), sender!, receivers, sent);
    await happen();
    await until(
      'the end of the connections is seen',
      RECOVERY_MS,
      async () => sumOf(crowd.ends()) - ended > DEVICES / 4,
    );
    await Promise.all([untilLive(t, crowd, what, start), sending]);
  }
  await until('what was sent is there', RECOVERY_MS, async () => total(received) >= total(sent));
  assert.deepEqual(received, sent);
});

async function untilLive(t: TestContext, crowd: Crowd, what: string, start: number): Promise<void> {
  await until(`${DEVICES} devices are live`, RECOVERY_MS, async () => {
    if (crowd.live() < DEVICES) throw new Error(`${crowd.live()} are; ${JSON.stringify(crowd.ends())}`);
    return true;
  });
  t.diagnostic(`${what}: all live after ${Math.round(performance.now() - start)} ms; ${JSON.stringify(crowd.ends())}`);
}

/** Past the balancer: the sender is no part of the storm. Resolves when the server has taken all. */
async function sendToAll(
  url: string,
  sender: Credentials,
  receivers: readonly Credentials[],
  sent: Map<string, Set<string>>,
): Promise<void> {
  const waiting = new Set<string>();
  const connection = await connectRaw(url, sender, {
    connectionEpoch: ++epoch,
    onFrame: ({ sent: answer, refused }) => {
      assert.ok(!refused, JSON.stringify(refused));
      if (answer) waiting.delete(toHex(answer.id!));
    },
  });
  for (const { account } of receivers) {
    const id = randomBytes(16);
    waiting.add(toHex(id));
    sent.set(account, (sent.get(account) ?? new Set()).add(toHex(id)));
    connection.send({ send: rawSend(id, account, BODY) });
    if (waiting.size >= AT_ONCE)
      await until('the server takes what is sent', RECOVERY_MS, async () => waiting.size < AT_ONCE);
  }
  await until('all is taken', RECOVERY_MS, async () => waiting.size === 0);
  await connection.close();
}

/** Fewer than a connection may have without an answer. */
const AT_ONCE = 200;
let epoch = 0;

const total = (byAccount: ReadonlyMap<string, ReadonlySet<string>>): number =>
  [...byAccount.values()].reduce((sum, ids) => sum + ids.size, 0);

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
