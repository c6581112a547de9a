// What a crash, or a store that was put back, has left undone: entries that are not posted, device lists that groups were not
// told of. Pages of groups and accounts, one after the other, so that a large store holds nobody up.
import type { AccountId } from '@parley/protocol';
import type { Accounts } from '../accounts/accounts.ts';
import type { GroupStore } from './group-store.ts';
import type { Relay } from './relay.ts';

export interface CatchUp {
  run(): Promise<void>;
  /** Resolves once a run has ended, which it does soon. */
  stop(): Promise<void>;
}

interface CatchUpDeps {
  readonly store: GroupStore;
  readonly relay: Relay;
  readonly accounts: Pick<Accounts, 'accountKeys'>;
  readonly devicesChanged: (account: AccountId) => Promise<void>;
}

const PAGE = 500;

export function createCatchUp({ store, relay, accounts, devicesChanged }: CatchUpDeps): CatchUp {
  let stopped = false;
  let running: Promise<void> | undefined;

  async function post(): Promise<void> {
    for (let after = ''; !stopped; ) {
      const page = await store.positionsAfter(after, PAGE);
      for (const { group, ...position } of page) {
        if (stopped) return;
        const isBehind = await relay.isBehind(group, position).catch(() => false); // out of reach
        if (!isBehind && position.posted < position.roster) void relay.post(group);
      }
      if (page.length < PAGE) return;
      after = page.at(-1)!.group;
    }
  }

  async function tellDevices(): Promise<void> {
    for (let after = ''; !stopped; ) {
      const page = await store.listsKnown(after, PAGE);
      const keys = await accounts.accountKeys(page.map(({ account }) => account));
      for (const { account, listVersion } of page) {
        const isOld = listVersion < (keys.get(account)?.listVersion ?? 0);
        if (isOld && !stopped) await devicesChanged(account);
      }
      if (page.length < PAGE) return;
      after = page.at(-1)!.account;
    }
  }

  return {
    run() {
      running ??= post()
        .then(tellDevices)
        .finally(() => (running = undefined));
      return running;
    },
    async stop() {
      stopped = true;
      await running?.catch(() => {}); // whoever called it hears of it
    },
  };
}
