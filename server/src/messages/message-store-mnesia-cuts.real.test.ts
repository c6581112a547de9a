// Networks that break between the nodes of the mailbox, and nodes that freeze: nothing that was answered is lost, the others
// go on, who is cut off says so, and all of it heals by itself (F12).
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type MailboxPart, startMailbox } from '../../../dev/parts/mailbox.ts';
import { until } from '../../../dev/parts/until.ts';
import { startWriteLoad, type WriteLoad } from './write-load.testing.ts';

const NODES = 3;
const HEAL_MS = 60_000;

async function withLoad(t: TestContext, run: (part: MailboxPart, load: WriteLoad) => Promise<void>): Promise<void> {
  const part = await startMailbox({ nodes: NODES, apart: true });
  t.after(() => part.stop());
  const load = await startWriteLoad(part, HEAL_MS);
  await load.more(500);
  await run(part, load);
  await untilMembers(part, NODES);
  await load.more(500);
  await load.stop();
  await load.check();
}

/** Asked where it runs: also who is cut off can be. */
async function ask({ network, addresses, httpPorts }: MailboxPart, node: number, path: string): Promise<string> {
  const { host } = addresses[node]!;
  const script = `exec 3<>/dev/tcp/${host}/${httpPorts[node]}; printf 'GET ${path} HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3`;
  return network!.ask(node, 'timeout', ['5', 'bash', '-c', script]);
}

const isHealthy = async (part: MailboxPart, node: number): Promise<boolean> =>
  (await ask(part, node, '/health').catch(() => '')).startsWith('HTTP/1.1 200');

/** At every node of these. */
async function untilMembers(part: MailboxPart, count: number, nodes = [0, 1, 2]): Promise<void> {
  for (const node of nodes) {
    await until(`node ${node} sees ${count} members`, HEAL_MS, async () =>
      (await ask(part, node, '/metrics')).includes(`mailbox_members ${count}\n`),
    );
  }
}

for (const ms of [10, 1_000]) {
  test(`D1 D9 F12 each node in turn is cut off for ${ms} ms`, t =>
    withLoad(t, async (part, load) => {
      for (let node = 0; node < NODES; node++) {
        await part.network!.cut(node);
        await wait(ms);
        await part.network!.heal(node);
        await load.more(500);
        await untilMembers(part, NODES);
      }
    }));
}

test('D1 D9 F12 a node is cut off for a minute: it says that it is not at work, the others go on and say that one is missing', t =>
  withLoad(t, async (part, load) => {
    await part.network!.cut(0);
    const healed = wait(60_000);
    await load.more(1_000);
    await until('the node that is cut off is not healthy', HEAL_MS, async () => !(await isHealthy(part, 0)));
    await untilMembers(part, NODES - 1, [1, 2]);
    assert.ok((await isHealthy(part, 1)) && (await isHealthy(part, 2)));
    await healed;
    assert.ok(!(await isHealthy(part, 0)));
    await part.network!.heal(0);
  }));

test('D1 D9 F12 all nodes are cut off from each other: nobody answers, and they go on when they see each other again', t =>
  withLoad(t, async (part, load) => {
    await Promise.all([0, 1, 2].map(part.network!.cut));
    for (const node of [0, 1, 2])
      await until(`node ${node} is not healthy`, HEAL_MS, async () => !(await isHealthy(part, node)));
    await Promise.all([2, 0, 1].map(part.network!.heal));
    await load.more(500);
  }));

test('D1 D9 a node that is frozen for 30 s is dropped within seconds, and comes back by itself', t =>
  withLoad(t, async (part, load) => {
    part.nodes[2]!.pause();
    const awake = wait(30_000).then(part.nodes[2]!.resume);
    await load.more(1_000);
    await untilMembers(part, NODES - 1, [0, 1]);
    await awake;
  }));
