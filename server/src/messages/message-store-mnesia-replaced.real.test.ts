// Another machine for one that is gone, while messages are taken: nothing that was answered is lost (D1, D9).
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { type MailboxPart, startMailbox } from '../../../dev/parts/mailbox.ts';
import { until } from '../../../dev/parts/until.ts';
import { startWriteLoad } from './write-load.testing.ts';

const PATIENCE_MS = 60_000;

/** At each of these nodes. */
async function untilMembers({ httpPorts }: MailboxPart, count: number, nodes: readonly number[]): Promise<void> {
  for (const node of nodes) {
    await until(`node ${node} sees ${count} members`, PATIENCE_MS, async () =>
      (await (await fetch(`http://127.0.0.1:${httpPorts[node]}/metrics`)).text()).includes(
        `mailbox_members ${count}\n`,
      ),
    );
  }
}

/** One after the other, as operators do: each is a member again before the next. */
async function restartEach(part: MailboxPart, nodes: readonly number[]): Promise<void> {
  for (const node of nodes) {
    await part.nodes[node]!.restart();
    await untilMembers(part, nodes.length, nodes);
  }
}

test('D1 D9 a node that is gone for good is replaced by one with another name, under load; then all are killed', async t => {
  const part = await startMailbox({ nodes: 3, spares: 1 });
  t.after(() => part.stop());
  const load = await startWriteLoad(part, PATIENCE_MS);
  t.after(() => load.stop());
  await load.more(500);
  await part.nodes[1]!.kill();
  rmSync(part.folders[1]!, { recursive: true });
  await load.more(500);
  part.plan([0, 2, 3]);
  await restartEach(part, [0, 2]);
  await part.startSpare();
  await untilMembers(part, 3, [0, 2, 3]);
  await load.more(500);
  const left = [0, 2, 3].map(node => part.nodes[node]!);
  // The newest alone with one of the others has everything.
  await part.nodes[0]!.kill();
  await load.more(500);
  await Promise.all(left.map(node => node.kill()));
  await Promise.all(left.map(node => node.restart()));
  await untilMembers(part, 3, [0, 2, 3]);
  await load.more(500);
  await load.stop();
  await load.check();
});
