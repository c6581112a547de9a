import { listMailboxShards, moveMailboxShards } from '@parley/server';
import { UsageError } from '../exit.ts';
import { printJson } from '../options.ts';
import { type ServerPlace, serverPlace } from '../server-place.ts';

interface Options extends ServerPlace {
  readonly json?: boolean;
}

export async function mailboxShardsCommand({ json, ...place }: Options): Promise<void> {
  for (const { nodes, shards } of await listMailboxShards(serverPlace(place))) {
    if (json) printJson({ nodes, shards });
    else process.stdout.write(`${nodes.join(', ') || 'at no cell'}: ${rangesText(shards)}\n`);
  }
}

export async function mailboxMoveCommand(
  range: string,
  { to, json, ...place }: Options & { readonly to: string },
): Promise<void> {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range) ?? [];
  if (first === undefined || Number(last) < Number(first)) throw new UsageError('name shards like 128-255, or one');
  await moveMailboxShards(serverPlace(place), {
    shards: [Number(first), Number(last)],
    to,
    onMoved({ shard, pausedMs }) {
      if (json) return printJson({ shard, pausedMs: Math.round(pausedMs) });
      process.stdout.write(`Shard ${shard} has moved. Its messages waited for ${Math.round(pausedMs)} ms.\n`);
    },
  });
}

/** Like `0-127, 130`. */
function rangesText(shards: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const shard of shards) {
    const range = ranges.at(-1);
    if (range && range[1] === shard - 1) range[1] = shard;
    else ranges.push([shard, shard]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ') || 'none';
}
