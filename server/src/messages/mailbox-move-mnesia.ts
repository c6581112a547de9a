// Moves shards to another cell of the mailbox while they serve. The cell that has a shard does it; here it is told to, and asked
// what has come of it.
import type { Mailbox } from './mailbox-mnesia.ts';

export interface Moved {
  readonly shard: number;
  /** From when it was told to leave until it took requests again. */
  readonly pausedMs: number;
}

/** One after the other; those that are in that cell already are left out. Can be run again, whatever has ended it. */
export async function* moveShards(
  mailbox: Mailbox,
  shards: readonly number[],
  to: { readonly host: string; readonly port: number; readonly cell: number },
): AsyncGenerator<Moved> {
  const address = Buffer.from(`${to.host.includes(':') ? `[${to.host}]` : to.host}:${to.port}`);
  for (const shard of shards) {
    const before = await numberOf(mailbox, shard);
    if (mailbox.cellOf(shard) === to.cell) continue;
    const start = performance.now();
    const [kind] = await mailbox.ask(shard, () => ['leave', before, address]);
    if (kind === 'no_such_cell') throw new Error(`its nodes know no cell with a node at ${address}: MAILBOX_CELLS`);
    if (kind === 'not_reached')
      throw new Error(`the node that has shard ${shard} does not reach that cell: its log says why`);
    await numberOf(mailbox, shard);
    if (mailbox.cellOf(shard) !== to.cell)
      throw new Error(`shard ${shard} has not moved there: the log of the node that has it says why`);
    yield { shard, pausedMs: performance.now() - start };
  }
}

/** Under which its cell has it at work: it grows with each move. */
async function numberOf(mailbox: Mailbox, shard: number): Promise<number> {
  const [, number] = await mailbox.ask(shard, () => ['where']);
  return number as number;
}
