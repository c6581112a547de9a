// Which cell of the mailbox has which shard, by what their nodes say, and which node of it has that shard at work.
import type { MailboxView } from './mailbox-connection-mnesia.ts';

export interface Cells {
  /** True: something is elsewhere now. */
  saw(cell: number, view: MailboxView): boolean;
  /** Undefined: no cell has said that it has the shard. */
  cellOf(shard: number): number | undefined;
  /** The cell, and the name of its node where the shard is at work, as far as is known. */
  placeOf(shard: number): { readonly cell: number; readonly node: string } | undefined;
}

export function createCells(): Cells {
  const views = new Map<number, MailboxView>();
  const owners: { cell: number; number: number }[] = [];

  /** A shard is moved under a higher number each time, so a node that has not heard of it changes nothing. */
  function claim(cell: number, shard: number, number: number): boolean {
    const known = owners[shard];
    if (number === 0 || (known && known.number >= number)) return false;
    owners[shard] = { cell, number };
    return known !== undefined && known.cell !== cell;
  }

  return {
    saw(cell, view) {
      const before = views.get(cell);
      const isNewer = !before || view.number > before.number;
      if (isNewer) views.set(cell, view);
      let isMoved = isNewer;
      for (const [shard, number] of view.owned.entries()) isMoved = claim(cell, shard, number) || isMoved;
      return isMoved;
    },
    cellOf: shard => owners[shard]?.cell,
    placeOf(shard) {
      const cell = owners[shard]?.cell;
      const members = cell === undefined ? undefined : views.get(cell)?.members;
      const node = members?.[shard % members.length];
      return cell === undefined || node === undefined ? undefined : { cell, node };
    },
  };
}
