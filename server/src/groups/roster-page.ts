import { type AccountId, type GroupId, type Limits, wire, wireError } from '@parley/protocol';
import type { Accounts, Outcome } from '../accounts/accounts.ts';
import type { GroupStore, StoredEntry } from './group-store.ts';

interface PageDeps {
  readonly store: GroupStore;
  readonly accounts: Pick<Accounts, 'accountKeys'>;
  readonly limits: Limits;
}

interface PageRequest {
  readonly account: AccountId;
  readonly group: GroupId;
  readonly after: number;
}

/** Entries with icons are large; a page above this ends. */
const MAX_PAGE_BYTES = 1_048_576;
const STEP_ENTRIES = 50;

export async function rosterPage(
  { store, accounts, limits }: PageDeps,
  { account, group, after }: PageRequest,
): Promise<Outcome<wire.GroupRosterPage.$Properties>> {
  const membership = await store.membership(group, account);
  const key = (await accounts.accountKeys([account])).get(account);
  if (!membership || membership.keyHash !== key?.hash) return { ok: false, error: wireError('unknown_group') };
  const upTo = membership.until ?? Number.MAX_SAFE_INTEGER;
  const entries: wire.GroupRosterEntry.$Properties[] = [];
  let bytes = 0;
  for (let at = after; ; at += STEP_ENTRIES) {
    const step = await store.entries(group, at, upTo, STEP_ENTRIES);
    for (const stored of step) {
      const isFull = entries.length >= limits.maxRosterPage || bytes > MAX_PAGE_BYTES;
      if (isFull) return { ok: true, value: { entries, more: true } };
      entries.push(entryFrom(stored));
      bytes += stored.entry.length;
    }
    if (step.length < STEP_ENTRIES) return { ok: true, value: { entries, more: false } };
  }
}

export function entryFrom({ entry, seq, ts }: StoredEntry): wire.GroupRosterEntry.$Properties {
  return { ...wire.GroupRosterEntry.decode(entry), seq, ts };
}
