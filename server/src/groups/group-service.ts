import {
  type AccountId,
  type GroupId,
  type GroupState,
  type Limits,
  type WireError,
  wireError,
} from '@parley/protocol';
import type { BaseLogger } from 'pino';
import type { Accounts } from '../accounts/accounts.ts';
import type { AddRefusers } from '../accounts/privacy.ts';
import type { Clock } from '../lib/clock.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import type { Arbiter } from './arbiter.ts';
import { createCatchUp } from './catch-up.ts';
import { type Counts, freshCounts } from './counts.ts';
import { createDeviceChanges } from './device-changes.ts';
import type { GroupStore } from './group-store.ts';
import type { Groups } from './groups.ts';
import { createJoins, type RequestNote } from './joins.ts';
import { createRelay } from './relay.ts';
import { rosterPage } from './roster-page.ts';
import { createRosters } from './rosters.ts';
import { createStates } from './states.ts';
import { createSubmit } from './submit.ts';

export interface GroupsDeps {
  readonly store: GroupStore;
  readonly arbiter: Arbiter;
  readonly accounts: Pick<Accounts, 'accountKeys' | 'deviceLists' | 'identityKey'>;
  /** Who does not want to be added; absent: nobody. */
  readonly addRefusers?: AddRefusers;
  readonly tellAdmins: (note: RequestNote) => Promise<void>;
  readonly clock: Clock;
  readonly rates: RateLimits;
  readonly limits: Limits;
  readonly log: BaseLogger;
  /** How long an answer waits for the arbiter's stamp. */
  readonly stampWaitMs?: number;
  /** Before an arbiter that failed is asked again; doubles up to 5 s. */
  readonly retryMs?: number;
}

const HOUR_MS = 3_600_000;
const STAMP_WAIT_MS = 3_000;
const RETRY_MS = 100;
const MAX_WAITING = 500;
const BEHIND =
  'The server has lost changes of this group: an older groups file was put back. Its operator has to restore the newer one.';

export async function createGroups(deps: GroupsDeps): Promise<Groups> {
  const { store, arbiter, accounts, rates, limits, log, retryMs = RETRY_MS, stampWaitMs = STAMP_WAIT_MS } = deps;
  const counts: Counts = { ...(await store.totals()), behind: 0 };
  const relay = createRelay({ store, arbiter, log, counts, retryMs });
  /** An arbiter that cannot be reached does not keep a group from changing; it is compared when the group is read again. */
  const check = async (group: GroupId) =>
    (await relay.isBehind(group).catch(() => false)) ? wireError('unavailable', BEHIND) : undefined;
  const states = createStates({ store, limits, counts, check });
  const devicesChanged = createDeviceChanges({ store, states, relay, accounts, log });
  const catchUp = createCatchUp({ store, relay, accounts, devicesChanged });
  const takeChange = rates.open({ name: 'group-changes', points: limits.groupChangesPerHour, windowMs: HOUR_MS });
  const keyProblem = (named: ReadonlyMap<AccountId, string>) => problemOfKeys(accounts, named);

  async function asMember(group: GroupId, account: AccountId): Promise<GroupState | undefined> {
    const state = (await states.get(group))?.state;
    const keyHash = state?.members.get(account)?.keyHash;
    return keyHash !== undefined && !(await keyProblem(new Map([[account, keyHash]]))) ? state : undefined;
  }

  const inside = { ...deps, states, relay, takeChange, keyProblem, asMember, devicesChanged, stampWaitMs };
  return {
    submit: createSubmit(inside),
    roster: (account, group, after) => rosterPage(deps, { account, group, after }),
    own: store.memberships,
    ...createJoins(inside),
    rosterAt: createRosters(store),
    devicesChanged,
    catchUp: catchUp.run,
    async postWaiting() {
      for (const group of await store.waiting(MAX_WAITING)) void relay.post(group);
    },
    stats: freshCounts(counts, store, deps.clock),
    async close() {
      await catchUp.stop();
      await relay.close();
    },
  };
}

/** Undefined: each has the account key that is named. */
async function problemOfKeys(
  accounts: Pick<Accounts, 'accountKeys'>,
  named: ReadonlyMap<AccountId, string>,
): Promise<WireError | undefined> {
  const keys = await accounts.accountKeys([...named.keys()]);
  for (const [account, hash] of named) {
    const key = keys.get(account);
    if (key?.hash === undefined) return wireError('unknown_account');
    if (key.hash !== hash)
      return wireError(
        'stale_devices',
        'An account has another account key now. Fetch its device lists and make the change anew.',
      );
  }
  return undefined;
}
