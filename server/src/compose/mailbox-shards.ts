// `parley mailbox`: which cell of the mailbox has which shards, and moving them to another one.
import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { type Mailbox, openMailbox } from '../messages/mailbox-mnesia.ts';
import { type Moved, moveShards } from '../messages/mailbox-move-mnesia.ts';

export interface MailboxCell {
  /** Addresses of its nodes. */
  readonly nodes: readonly string[];
  readonly shards: readonly number[];
}

export interface ShardsToMove {
  /** From the first to the last one. */
  readonly shards: readonly [number, number];
  /** Address of a node of the cell they move to. */
  readonly to: string;
  readonly onMoved: (moved: Moved) => void;
}

/** Longer than a cell tries to copy a shard. */
const PATIENCE_MS = 60_000;

const textOf = ({ host, port }: { readonly host: string; readonly port: number }): string => `${host}:${port}`;

/** The last one: shards of which no cell says that it has them. */
export function listShards(config: Config): Promise<readonly MailboxCell[]> {
  return withMailbox(config, async mailbox => {
    const shards = Array.from({ length: mailbox.shards() }, (_, shard) => shard);
    await Promise.allSettled(shards.map(shard => mailbox.ask(shard, () => ['where'])));
    const cells = Map.groupBy(shards, mailbox.cellOf);
    const named = [...Map.groupBy(config.mailbox, ({ cell }) => cell)].map(([cell, nodes]) => ({
      nodes: nodes.map(textOf),
      shards: cells.get(cell) ?? [],
    }));
    return cells.has(undefined) ? [...named, { nodes: [], shards: cells.get(undefined)! }] : named;
  });
}

/** @throws {Error} why one has not moved; those before it have */
export function moveMailboxShards(config: Config, { shards: [first, last], to, onMoved }: ShardsToMove): Promise<void> {
  const target = config.mailbox.find(node => textOf(node) === to);
  if (!target) throw new Error(`${to} is not among the nodes of --mailbox (PARLEY_MAILBOX)`);
  return withMailbox(config, async mailbox => {
    if (last >= mailbox.shards()) throw new Error(`the last shard is ${mailbox.shards() - 1}`);
    const shards = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    for await (const moved of moveShards(mailbox, shards, target)) onMoved(moved);
  });
}

async function withMailbox<T>(config: Config, run: (mailbox: Mailbox) => Promise<T>): Promise<T> {
  const { mailbox: nodes, mailboxSecret: secret, mailboxCa } = config;
  if (nodes.length === 0) throw new Error('there is no mailbox: set --mailbox (PARLEY_MAILBOX)');
  const ca = mailboxCa ? readFileSync(mailboxCa, 'utf8') : undefined;
  const mailbox = openMailbox({ nodes, secret, ca, giveUpMs: PATIENCE_MS });
  try {
    await mailbox.ready();
    return await run(mailbox);
  } finally {
    mailbox.close();
  }
}
