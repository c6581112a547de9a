// The device lists of other accounts and of one's own: fetched when needed, verified, kept. What they are verified
// against is in chain.ts; who is encrypted for and whose messages are read follows from here.
import { sha256 } from '@noble/hashes/sha2.js';
import { type AccountId, fromHex, messageIdFrom, toHex, type wire } from '@parley/protocol';
import type { Notice } from '../client.ts';
import type { Context } from '../context.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import { asParleyError, errorInfo, ParleyError } from '../errors.ts';
import { createFreshRuns } from '../fresh-runs.ts';
import { addNotice } from '../history/notices.ts';
import type { AccountRow } from '../store/schema.ts';
import { followChain, hasSeen } from './chain.ts';
import { ListError } from './device-list.ts';

export interface Directory {
  /** The list as it is known, else fetched. Throws `unknown_account`, `untrusted_devices`, `unreachable`. */
  ensure(account: AccountId): Promise<AccountRow>;
  /** Asks the server, from now on, for what follows the known list. Throws as `ensure`. */
  refresh(account: AccountId): Promise<AccountRow>;
  /** Every list there was, where what is known begins later: of the own account, after it was registered anew. */
  complete(account: AccountId): Promise<AccountRow>;
  /** What a content says about a list, against what is known. Refreshes in the background when there is more to know. */
  compare(draft: Draft, account: AccountId, state: wire.ListState.$Properties | null | undefined): Promise<void>;
}

export interface DirectoryDeps extends Pick<Context, 'work' | 'env' | 'clock' | 'events' | 'notify'> {
  readonly fetchLists: (account: AccountId, from: number) => Promise<wire.DeviceListChain>;
  /** There is a newer list of it. */
  readonly changed: (account: AccountId) => void;
}

export function createDirectory(deps: DirectoryDeps): Directory {
  const { work, env, clock, events, fetchLists, changed, notify } = deps;
  const { fresh: refresh, any: fetchOnce } = createFreshRuns(fetchAndVerify);

  async function fetchAndVerify(account: AccountId): Promise<AccountRow> {
    const known = await work.get('accounts', account);
    const { lists, ended } = await fetchLists(account, known?.version ?? 1);
    if (lists.length === 0 && !known) throw new ParleyError('unknown_account');
    try {
      const { row: listed, keyChanged } = await followChain(known, account, lists, env);
      const row = withEnd(listed, ended);
      if (row !== known) await keep(row, keyChanged);
      return row;
    } catch (error) {
      if (error instanceof ListError) throw await refused(account, known?.version ?? 0, error);
      throw error;
    }
  }

  function keep(row: AccountRow, keyChanged: boolean): Promise<void> {
    return work.run(async draft => {
      draft.put('accounts', row);
      draft.after(() => changed(row.account));
      if (!keyChanged) return;
      await addNotice(draft, row.account, { kind: 'security_code_changed' }, { clock, events });
      draft.after(() => notify({ kind: 'security_code_changed', account: row.account }));
    });
  }

  /** Told each time; a line in the chat for each version at which it began. */
  async function warn(version: number, notice: Extract<Notice, { kind: 'list_conflict' | 'untrusted_devices' }>) {
    const { account } = notice;
    notify(notice);
    const id = messageIdFrom(
      sha256(new TextEncoder().encode(`devices_conflict ${account} ${version}`)).subarray(0, 16),
    );
    await work.run(draft => addNotice(draft, account, { kind: 'devices_conflict' }, { clock, events }, id));
  }

  async function refused(account: AccountId, version: number, error: ListError): Promise<ParleyError> {
    const conflict = error.reason === 'chain';
    await warn(
      version,
      conflict ? { kind: 'list_conflict', account } : { kind: 'untrusted_devices', account, reason: error.message },
    );
    return new ParleyError('untrusted_devices', { cause: error });
  }

  /** Somebody has seen version `version`; a server that does not have it shows different lists to different people. */
  async function catchUp(account: AccountId, version: number, hash: string): Promise<void> {
    try {
      const row = await refresh(account);
      if (row.hashes[version] !== hash) await warn(version, { kind: 'list_conflict', account });
    } catch (error) {
      const failure = asParleyError(error);
      if (failure.code !== 'untrusted_devices') notify({ kind: 'problem', error: errorInfo(failure) });
    }
  }

  async function complete(account: AccountId): Promise<AccountRow> {
    const { lists } = await fetchLists(account, 1);
    try {
      const { row } = await followChain(undefined, account, lists, env);
      const known = await work.get('accounts', account);
      if (known && row.hashes[known.version] !== known.hashes[known.version]) {
        throw new ListError('chain', `version ${known.version} is not the one seen before`);
      }
      await work.run(async draft => draft.put('accounts', row));
      return row;
    } catch (error) {
      if (error instanceof ListError) throw await refused(account, 0, error);
      throw error;
    }
  }

  return {
    complete,
    async ensure(account) {
      return (await work.get('accounts', account)) ?? fetchOnce(account);
    },
    refresh,
    async compare(draft, account, state) {
      const version = state?.version ?? 0;
      const hash = toHex(state?.hash ?? new Uint8Array());
      const known = await draft.get('accounts', account);
      if (version === 0 || known?.hashes[version] === hash || isBeforeKnown(known, version)) return;
      draft.after(() => void catchUp(account, version, hash));
    },
  };
}

/** The server's word, and for no longer than it stands by it: an account may come back from a backup of the server. */
function withEnd(row: AccountRow, ended: boolean): AccountRow {
  if (ended === (row.ended ?? false)) return row;
  const { ended: _, ...there } = row;
  return ended ? { ...there, ended } : there;
}

// An account that was registered anew knows its own lists from there on only.
function isBeforeKnown(known: AccountRow | undefined, version: number): boolean {
  return known !== undefined && version < known.version && !hasSeen(known, version);
}

/** Whether the answer is about the account itself: it is none, or its lists do not hold. Anything else may be otherwise later. */
export function hasNoList(error: unknown): boolean {
  const { code } = asParleyError(error);
  return code === 'unknown_account' || code === 'untrusted_devices';
}

/** What a content says about the list it was made from. */
export function listState(row: AccountRow): wire.ListState.$Properties {
  return { version: row.version, hash: fromHex(row.hashes[row.version] ?? '') };
}

/** The identity key that a device of the account must have; undefined: it has never been on its list. */
export async function identityOf(reader: Reader, account: AccountId, device: number): Promise<Uint8Array | undefined> {
  return (await reader.get('accounts', account))?.identities[device];
}
