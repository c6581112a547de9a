// The device lists that a message is checked against are where their accounts' shards are. Those of other cells than the one that
// takes the message are asked for, and go with it.
import { type AccountId, idBytes } from '@parley/protocol';
import { list, type Term } from '../lib/etf.ts';
import { itemsOf } from './mailbox-connection-mnesia.ts';
import type { Mailbox } from './mailbox-mnesia.ts';
import { shardOf } from './terms-mnesia.ts';

/** Undefined: nothing is to be asked for, and the message may go at once. What one account sends goes in the order of its calls. */
export type ForeignDevices = (
  sender: AccountId,
  home: number,
  accounts: ReadonlySet<AccountId>,
) => Promise<readonly Term[]> | undefined;

export function createForeignDevices(mailbox: Pick<Mailbox, 'shards' | 'cellOf' | 'ask'>): ForeignDevices {
  const turns = new Map<AccountId, Promise<void>>();

  async function ask(account: AccountId): Promise<Term> {
    const operation: Term = ['devices', list([idBytes(account)])];
    const [, found] = await mailbox.ask(shardOf(account, mailbox.shards()), () => operation);
    return [idBytes(account), itemsOf(found!)[0]!];
  }

  return (sender, home, accounts) => {
    const cell = mailbox.cellOf(home);
    const foreign = [...accounts].filter(account => mailbox.cellOf(shardOf(account, mailbox.shards())) !== cell);
    const before = turns.get(sender);
    if (foreign.length === 0 && !before) return undefined;
    const asking = Promise.all(foreign.map(ask));
    asking.catch(() => {}); // told to whoever has the turn
    const turn = (before ?? Promise.resolve()).then(() => asking);
    const ended: Promise<void> = turn.then(
      () => {},
      () => {},
    );
    turns.set(sender, ended);
    void ended.then(() => {
      if (turns.get(sender) === ended) turns.delete(sender);
    });
    return turn;
  };
}
