// Entries of a roster that were passed by, because what they need could not be had (D8). Until it can, members whom they have let
// in are not known, and what these write is dropped: one line says so. What is missing is asked for from time to time.
import type { GroupId } from '@parley/protocol';
import { createBackoff } from '../connection/backoff.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { asParleyError } from '../errors.ts';
import { type GroupRow, SELF } from '../store/schema.ts';
import type { Write } from '../store/store.ts';
import { addGroupNotice } from './keep-entry.ts';
import type { Roster } from './roster.ts';
import type { RosterEntry } from './roster-entry.ts';

export interface Gaps {
  /** A connection opens. */
  opened(): void;
  closed(): void;
}

type GapsDeps = Pick<Context, 'work' | 'clock'> & {
  readonly roster: Pick<Roster, 'catchUp'>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
};

/** Never sooner: a list that five connections could not have is not there a moment later. */
const LEAST_WAIT_MS = 60_000;
const backoffMs = { firstMs: 60_000, maxMs: 60 * 60_000 };
/** With these the group is over for this device, and nothing of it is missing any more. */
const final: ReadonlySet<string> = new Set(['unknown_group', 'group_conflict']);

/** An entry is not taken: of a group that is not known here the own groups are asked for at the next connection. */
export async function passBy(draft: Draft, { group, seq }: RosterEntry): Promise<void> {
  const row = await draft.get('groups', group);
  if (row) return draft.put('groups', { ...row, gap: { ...row.gap, upTo: Math.max(row.gap?.upTo ?? 0, seq) } });
  const profile = await draft.get('profile', SELF);
  if (profile) draft.put('profile', { ...profile, groupsUnknown: true });
}

/** A message at `seq` is dropped: its author may be a member all the same. One line for all of a gap. */
export async function tellDropped(
  draft: Draft,
  row: GroupRow,
  { seq, ts }: { readonly seq: number; readonly ts: number },
  deps: Pick<Context, 'profile' | 'events' | 'work'>,
): Promise<void> {
  const { gap } = row;
  if (!gap || gap.told || seq <= row.seq) return;
  draft.put('groups', { ...row, gap: { ...gap, told: true } });
  await addGroupNotice(draft, row, { author: deps.profile.account, notice: { kind: 'group_unverified' } }, ts, deps);
}

export function createGaps({ work, clock, roster, random }: GapsDeps): Gaps {
  const open = new Set<GroupId>();
  const backoff = createBackoff({ ...backoffMs, random });
  let isRead = false;
  let isConnected = false;
  let isAsking = false;
  let cancel: (() => void) | undefined;

  async function ask(): Promise<void> {
    if (!isRead) for (const { group, gap } of await work.list('groups')) if (gap) open.add(group);
    isRead = true;
    for (const group of [...open]) await roster.catchUp(group).catch(error => heedFailure(group, error));
  }

  async function heedFailure(group: GroupId, error: unknown): Promise<void> {
    if (!final.has(asParleyError(error).code)) return;
    await work.run(async draft => {
      const row = await draft.get('groups', group);
      if (!row?.gap) return;
      const { gap: _, ...whole } = row;
      draft.put('groups', whole);
    });
  }

  async function askAll(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    await ask().catch(() => {}); // the client is being closed, or the next time does better
    isAsking = false;
    askLater();
  }

  function askLater(): void {
    if (cancel || isAsking || !isConnected || open.size === 0) return;
    cancel = clock.after(LEAST_WAIT_MS + backoff.nextDelayMs(), () => {
      cancel = undefined;
      void askAll();
    });
  }

  function stop(): void {
    cancel?.();
    cancel = undefined;
  }

  work.committed((writes: readonly Write[]) => {
    for (const { collection, row } of writes) {
      if (collection !== 'groups' || !row) continue;
      const { group, gap } = row as GroupRow;
      if (gap) open.add(group);
      else open.delete(group);
    }
    if (open.size === 0) backoff.reset();
    askLater();
  });

  return {
    opened() {
      isConnected = true;
      stop();
      void askAll();
    },
    closed() {
      isConnected = false;
      stop();
    },
  };
}
