// What this device knows of what the person has set.
import type { AccountId } from '@parley/protocol';
import type { Reader } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { type PrivacyRow, SELF } from '../store/schema.ts';

const unset: PrivacyRow = { version: 0, presence: 'everyone', readReceipts: true, groups: 'everyone', blocked: [] };

export async function privacyOf(reader: Reader): Promise<PrivacyRow> {
  return (await reader.get('privacy', SELF)) ?? unset;
}

export async function isBlocked(reader: Reader, account: AccountId): Promise<boolean> {
  return (await reader.get('privacy', SELF))?.blocked.includes(account) ?? false;
}

/** @throws {ParleyError} `blocked` */
export async function checkNotBlocked(reader: Reader, account: AccountId): Promise<void> {
  if (await isBlocked(reader, account)) throw new ParleyError('blocked');
}
