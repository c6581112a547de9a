// Nobody adds whoever comes by a link, or is let in, and so nobody introduces them. They tell the members themselves who they
// are, once a membership: the own key goes out as before a first message, and the profile's key with it.
import type { DeviceAddress, GroupId } from '@parley/protocol';
import { createBackoff } from '../connection/backoff.ts';
import type { Context } from '../context.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import { asParleyError, errorInfo } from '../errors.ts';
import type { GroupPreparing } from '../outbox/group-preparing.ts';
import { type GroupRow, SELF } from '../store/schema.ts';
import type { Write } from '../store/store.ts';
import type { TakenEntry } from './entries.ts';

/** The row with what is still to be said of who has come with the entry. */
export async function withNewcomer(draft: Draft, { row, came }: TakenEntry, own: DeviceAddress): Promise<GroupRow> {
  const { presentedBy: _, ...rest } = row;
  if (!row.state.members.has(own.account)) return rest;
  if (!came) return row;
  // Whose link it was introduces the members with the next message, as whoever adds people does.
  if (came.account !== own.account) return row.secrets?.[came.invite] ? { ...row, introduces: true } : row;
  const { device } = came;
  // What a device that is new here reads of before was told then.
  if (device !== own.device && (await draft.get('profile', SELF))?.groupsUnknown) return row;
  draft.remove('ownSenderKeys', row.group); // the members of an earlier membership have it, and are not told again with it
  return { ...row, presentedBy: device };
}

/** Another own device has begun to hand out its key there: it is the one to present the account. */
export async function presentedElsewhere(draft: Draft, group: GroupId, device: number): Promise<void> {
  const row = await draft.get('groups', group);
  if (row?.presentedBy === device) await presented(draft, group);
}

async function presented(draft: Draft, group: GroupId): Promise<void> {
  const row = await draft.get('groups', group);
  if (row?.presentedBy === undefined) return;
  const { presentedBy: _, ...rest } = row;
  draft.put('groups', rest);
}

export interface Presenting {
  /** A connection opens. */
  opened(): void;
  closed(): void;
}

type Deps = Pick<Context, 'profile' | 'work' | 'clock' | 'notify'> & {
  readonly preparing: Pick<GroupPreparing, 'handOut'>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
};

/** Never sooner: it is not urgent, and lists that could not be had are not there a moment later. */
const LEAST_WAIT_MS = 10_000;
const backoffMs = { firstMs: 10_000, maxMs: 60 * 60_000 };
/** With these there is nobody to be told. */
const final: ReadonlySet<string> = new Set(['unknown_group', 'group_conflict']);

export function createPresenting({ profile, work, clock, notify, preparing, random }: Deps): Presenting {
  const waiting = new Set<GroupId>();
  const backoff = createBackoff({ ...backoffMs, random });
  let isRead = false;
  let isConnected = false;
  let running = false;
  let cancel: (() => void) | undefined;

  async function present(group: GroupId): Promise<void> {
    const device = (await work.get('groups', group))?.presentedBy;
    if (device === undefined || !(await isForThis(work, device, profile))) return void waiting.delete(group);
    try {
      await preparing.handOut(group);
    } catch (error) {
      if (!final.has(asParleyError(error).code)) throw error;
    }
    await work.run(draft => presented(draft, group));
  }

  async function presentAll(): Promise<void> {
    if (!isRead) for (const { group, presentedBy } of await work.list('groups')) if (presentedBy) waiting.add(group);
    isRead = true;
    for (const group of waiting) await present(group);
    backoff.reset();
  }

  function wake(): void {
    cancel?.();
    cancel = undefined;
    if (running || !isConnected) return;
    running = true;
    presentAll()
      .catch(later)
      .finally(() => {
        running = false;
        if (waiting.size > 0 && !cancel) wake();
      });
  }

  function later(error: unknown): void {
    const failure = asParleyError(error);
    if (!failure.temporary) notify({ kind: 'problem', error: errorInfo(failure) });
    if (isConnected) cancel = clock.after(LEAST_WAIT_MS + backoff.nextDelayMs(), wake);
  }

  work.committed((writes: readonly Write[]) => {
    for (const { collection, row } of writes) {
      if (collection !== 'groups' || !row) continue;
      const { group, presentedBy } = row as GroupRow;
      if (presentedBy === undefined) waiting.delete(group);
      else waiting.add(group);
    }
    if (waiting.size > 0 && !cancel) wake();
  });

  return {
    opened() {
      isConnected = true;
      isRead = false;
      wake();
    },
    closed() {
      isConnected = false;
      cancel?.();
      cancel = undefined;
    },
  };
}

/** The one that has asked; if that has gone, the first that is left. */
async function isForThis(reader: Reader, device: number, own: DeviceAddress): Promise<boolean> {
  if (device === own.device) return true;
  const listed = ((await reader.get('accounts', own.account))?.devices ?? []).map(each => each.device);
  return !listed.includes(device) && own.device === Math.min(...listed);
}
