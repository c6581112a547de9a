// Gets queued sends ready for the wire: lists and sessions first, over the network, then the ciphertexts, in one commit.
import { type AccountId, type ChatId, type DeviceAddress, isGroupId, limits } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Directory } from '../devices/directory.ts';
import { asParleyError, ParleyError } from '../errors.ts';
import type { SessionStarts } from '../keys/session-starts.ts';
import { type AccountRow, type OutboxRow, SELF } from '../store/schema.ts';
import type { GroupPreparing } from './group-preparing.ts';
import { type Lists, type PairRow, type SealedRow, seal, targetsOf } from './seal.ts';

export interface Preparing {
  /** The rows of one conversation, sealed for the devices it has now. Throws ParleyError. */
  prepare(to: ChatId, rows: readonly OutboxRow[]): Promise<SealedRow[]>;
}

export type PreparingDeps = Pick<Context, 'profile' | 'work' | 'env'> & {
  readonly directory: Directory;
  readonly starts: SessionStarts;
  readonly groups: GroupPreparing;
};

export function createPreparing({ profile, work, env, directory, starts, groups }: PreparingDeps): Preparing {
  async function startSessions(to: AccountId, rows: readonly OutboxRow[], lists: Lists): Promise<void> {
    const fresh: DeviceAddress[] = [];
    for (const { payload } of rows) {
      if (payload.kind === 'resend_request') fresh.push({ account: to, device: payload.device });
    }
    if (fresh.length > 0) await starts.ensure(listed(fresh, lists), true);
    const targets = targetsOf(profile, to, lists);
    await starts.ensure(targets.map(({ own, device }) => ({ account: own ? profile.account : to, device })));
  }

  /** Whoever has ended cannot be written to, whatever lists there are. */
  async function refreshed(account: AccountId): Promise<AccountRow> {
    const row = await directory.refresh(account);
    if (row.ended) throw new ParleyError('unknown_account');
    return row;
  }

  async function known(account: AccountId): Promise<AccountRow> {
    const row = await directory.ensure(account);
    return row.ended ? refreshed(account) : row;
  }

  /** A known device without keys may have gone since: then the lists of now count, as when a server refuses those known. */
  async function listsReady(to: AccountId, rows: readonly OutboxRow[]): Promise<Lists> {
    const before: Lists = { to: await known(to), own: await directory.ensure(profile.account) };
    try {
      await startSessions(to, rows, before);
      return before;
    } catch (error) {
      if (asParleyError(error).code !== 'keys_unavailable') throw error;
      const lists: Lists = { to: await refreshed(to), own: await directory.refresh(profile.account) };
      if (lists.to.version === before.to.version && lists.own.version === before.own.version) throw error;
      await startSessions(to, rows, lists);
      return lists;
    }
  }

  return {
    async prepare(to, all) {
      if (isGroupId(to)) return groups.prepare(to, all);
      const rows = all as PairRow[]; // of a lane to an account
      const lists = await listsReady(to, rows);
      return work.run(async draft => {
        const connection = await draft.get('connection', SELF);
        const maxContentBytes = connection?.maxContentBytes ?? limits.maxContentBytes;
        const sealed: SealedRow[] = [];
        for (const row of rows) {
          try {
            sealed.push(await draft.nested(inner => seal(inner, row, lists, { profile, env }, maxContentBytes)));
          } catch (error) {
            // Those before it are fine; it will be the first of the next call and fail alone.
            if (sealed.length > 0) return sealed;
            throw error;
          }
        }
        return sealed;
      });
    },
  };
}

// A device that has gone has nothing to answer.
function listed(devices: readonly DeviceAddress[], { to }: Lists): DeviceAddress[] {
  return devices.filter(({ device }) => to.devices.some(entry => entry.device === device));
}
