// Tells groups of their members' device lists. What a group has been told is kept with the membership, so that nothing is told
// twice and nothing is forgotten by a crash between the accounts' store and this one.
import { type AccountId, endMembership, type GroupId, idBytes } from '@parley/protocol';
import type { BaseLogger } from 'pino';
import type { AccountKey, Accounts } from '../accounts/accounts.ts';
import type { GroupStore } from './group-store.ts';
import { isRefusal } from './refusals.ts';
import type { Relay } from './relay.ts';
import type { NextEntry, States } from './states.ts';

interface DeviceChangeDeps {
  readonly store: GroupStore;
  readonly states: States;
  readonly relay: Relay;
  readonly accounts: Pick<Accounts, 'accountKeys'>;
  readonly log: BaseLogger;
}

export function createDeviceChanges({
  store,
  states,
  relay,
  accounts,
  log,
}: DeviceChangeDeps): (account: AccountId) => Promise<void> {
  async function tell(group: GroupId, account: AccountId, key: AccountKey): Promise<void> {
    const told = await states.change(group, async (now): Promise<NextEntry | undefined> => {
      const member = now?.state.members.get(account);
      const known = await store.membership(group, account); // somebody may have told it meanwhile
      if (!now || !member || !known || known.listVersion >= key.listVersion) return undefined;
      const ended = key.hash === undefined;
      const registeredAnew = !ended && member.keyHash !== key.hash;
      const devices = { account: idBytes(account), listVersion: key.listVersion, registeredAnew, ended };
      const after = ended || registeredAnew ? endMembership(now.state, account) : now.state;
      return { after, entry: { devices }, listVersions: new Map([[account, key.listVersion]]) };
    });
    if (typeof told === 'number') void relay.post(group);
    // One group must not keep an account from its devices: it is told after the next start.
    else if (isRefusal(told)) log.error({ group, code: told.code }, 'a group could not be told of a device list');
  }

  return async account => {
    const key = (await accounts.accountKeys([account])).get(account);
    if (!key) return;
    for (const { group, listVersion } of await store.memberships(account)) {
      if (listVersion < key.listVersion) await tell(group, account, key);
    }
  };
}
