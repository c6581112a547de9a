// What a person arranges on one device is told to their others. Which of two counts is decided by when and where it was set,
// so that all devices agree whatever comes when.
import type { wire } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { SetAt } from '../store/schema.ts';

export type SyncDeps = Pick<Context, 'profile' | 'clock'> & { readonly outbox: Pick<Outbox, 'enqueue'> };

/** Nothing where there is no other device. `device`: to that one alone. */
export async function tellOwnDevices(
  draft: Draft,
  sync: wire.OwnSync.$Properties,
  { profile, outbox }: Pick<SyncDeps, 'profile' | 'outbox'>,
  device?: number,
): Promise<void> {
  if (!(await hasOtherDevices(draft, profile))) return;
  const to = device === undefined ? {} : { device };
  outbox.enqueue(draft, profile.account, newMessageId(), { kind: 'own_sync', sync, ...to });
}

export async function hasOtherDevices(draft: Draft, { account, device }: Context['profile']): Promise<boolean> {
  const own = await draft.get('accounts', account);
  return own?.devices.some(each => each.device !== device) ?? false;
}

/** Set here and now: later than what was there. */
export function setNow(before: SetAt | undefined, { profile, clock }: Pick<SyncDeps, 'profile' | 'clock'>): SetAt {
  return { at: Math.max(clock.now(), (before?.at ?? 0) + 1), by: profile.device };
}

export function isLaterSet(a: SetAt, b: SetAt | undefined): boolean {
  return !b || a.at > b.at || (a.at === b.at && a.by > b.by);
}
