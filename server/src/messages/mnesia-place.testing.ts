// Nodes of the mailbox as a place of a message store, for the suites that all stores have to pass.
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { type MailboxPart, startMailbox } from '../../../dev/parts/mailbox.ts';
import type { Clock } from '../lib/clock.ts';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { type Mailbox, openMailbox } from './mailbox-mnesia.ts';
import type { StorePlace } from './message-store.testing.ts';
import type { MessageStore } from './message-store.ts';
import { mnesiaMessageStore } from './message-store-mnesia.ts';
import { moveSurely } from './move-surely.testing.ts';

/** Every close is a kill: what is there afterwards was on the disk. Of several cells each has as many shards. */
export function createMnesiaPlace(cells = 1): StorePlace {
  const folder = temporaryPath();
  mkdirSync(folder);
  let copied = 0;
  return {
    async open({ clock, limits }) {
      const part = await startMailbox({ folder, cells, testClock: timesOf(clock).join(':') });
      const mailbox = openMailbox({ nodes: part.addresses, secret: part.secret, limits });
      await mailbox.ready();
      await share(mailbox, part);
      return withClock(mnesiaMessageStore(mailbox), { part, mailbox, clock });
    },
    copy() {
      const copy = `${folder}-${++copied}`;
      if (existsSync(folder)) cpSync(folder, copy, { recursive: true });
      return () => {
        rmSync(folder, { recursive: true });
        cpSync(copy, folder, { recursive: true });
      };
    },
  };
}

async function share(mailbox: Mailbox, { addresses, shards }: MailboxPart): Promise<void> {
  for (const to of addresses.slice(1)) {
    const those = Array.from({ length: shards }, (_, shard) => shard).filter(
      shard => shard % addresses.length === to.cell,
    );
    await moveSurely(mailbox, those, to);
  }
  // Every cell has then told its numbers.
  await Promise.all(Array.from({ length: shards }, (_, shard) => mailbox.ask(shard, () => ['where'])));
}

interface Running {
  readonly part: MailboxPart;
  readonly mailbox: Mailbox;
  readonly clock: Clock;
}

const timesOf = (clock: Clock): number[] => [clock.now(), clock.monotonic()].map(Math.floor);

/** Tells the node the time before each call: it comes first, because a connection is one line. */
function withClock(store: MessageStore, { part, mailbox, clock }: Running): MessageStore {
  const tell = (): void => void mailbox.askNodes(['clock', ...timesOf(clock)]).catch(() => {});
  const told = Object.entries(store).map(([name, method]) => [
    name,
    (...args: unknown[]) => {
      tell();
      return (method as (...args: unknown[]) => unknown)(...args);
    },
  ]);
  return {
    ...(Object.fromEntries(told) as MessageStore),
    async close() {
      await store.close();
      await Promise.all(part.nodes.map(node => node.kill()));
    },
  };
}
