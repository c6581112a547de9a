// A mailbox of two cells, whose shards move while people write.
import { type Mailbox, openMailbox } from '../../server/src/messages/mailbox-mnesia.ts';
import { moveSurely } from '../../server/src/messages/move-surely.testing.ts';
import type { Cluster } from '../cluster/start.ts';

export const CELLS = 2;
/** Of each cell's shards, that move at once. */
const MOVED = 0.5;
const PATIENCE_MS = 120_000;

/** To begin with the first cell has all of them. */
export const shareShards = (cluster: Cluster): Promise<void> =>
  withMailbox(cluster, mailbox => move(cluster, mailbox, shardsOf(mailbox, 0).filter(isEven), 1));

/** Some go to the one cell, then some of what it had to the other one. */
export const moveShards = (cluster: Cluster, random: () => number): Promise<void> =>
  withMailbox(cluster, async mailbox => {
    const first = random() < 0.5 ? 0 : 1;
    for (const from of [first, 1 - first]) {
      const some = shardsOf(mailbox, from).filter(() => random() < MOVED);
      await move(cluster, mailbox, some, 1 - from);
    }
  });

const isEven = (number: number): boolean => number % 2 === 0;

const shardsOf = (mailbox: Mailbox, cell: number): number[] =>
  Array.from({ length: mailbox.shards() }, (_, shard) => shard).filter(shard => mailbox.cellOf(shard) === cell);

async function move(cluster: Cluster, mailbox: Mailbox, shards: readonly number[], cell: number): Promise<void> {
  await moveSurely(mailbox, shards, cluster.mailbox!.addresses.find(address => address.cell === cell)!);
}

async function withMailbox(cluster: Cluster, work: (mailbox: Mailbox) => Promise<void>): Promise<void> {
  const { addresses: nodes, secret, shards } = cluster.mailbox!;
  const mailbox = openMailbox({ nodes, secret, giveUpMs: PATIENCE_MS });
  try {
    await mailbox.ready();
    // Every cell has then told which shards it has.
    await Promise.all(Array.from({ length: shards }, (_, shard) => mailbox.ask(shard, () => ['where'])));
    await work(mailbox);
  } finally {
    mailbox.close();
  }
}
