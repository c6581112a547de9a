// Moves shards for tests that kill what moves them.
import { until } from '../../../dev/parts/until.ts';
import type { Mailbox } from './mailbox-mnesia.ts';
import { moveShards } from './mailbox-move-mnesia.ts';

const PATIENCE_MS = 120_000;

/** Until all of them are there. Resolves to the longest time that one of them took nothing. */
export async function moveSurely(
  mailbox: Mailbox,
  shards: readonly number[],
  to: Parameters<typeof moveShards>[2],
): Promise<number> {
  let longest = 0;
  await until('the shards have moved', PATIENCE_MS, async () => {
    for await (const { pausedMs } of moveShards(mailbox, shards, to)) longest = Math.max(longest, pausedMs);
    return true;
  });
  return longest;
}
