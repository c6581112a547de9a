// The routes of what a person sets about others.
import { type AccountId, parseAccountId } from '@parley/protocol';
import { ParleyError } from '../errors.ts';
import type { PrivacySettings } from '../privacy/privacy-client.ts';
import type { PrivacyRow } from '../store/schema.ts';
import type { Http } from './http.ts';

export async function fetchPrivacy(http: Http): Promise<PrivacyRow> {
  return privacyFrom(await http.json('GET', '/v1/privacy'));
}

export async function patchPrivacy(http: Http, change: Partial<PrivacySettings>): Promise<PrivacyRow> {
  return privacyFrom(await http.json('PATCH', '/v1/privacy', change));
}

export async function putBlock(http: Http, account: AccountId, blocked: boolean): Promise<PrivacyRow> {
  return privacyFrom(await http.json(blocked ? 'PUT' : 'DELETE', `/v1/blocks/${account}`));
}

export async function postReport(
  http: Http,
  account: AccountId,
  messages: readonly { readonly ts: number; readonly text: string }[],
): Promise<void> {
  await http.json('POST', '/v1/reports', { account, messages });
}

function privacyFrom(answer: Record<string, unknown>): PrivacyRow {
  const { version, presence, readReceipts, groups, blocked } = answer;
  if (typeof version !== 'number' || !Array.isArray(blocked)) throw new ParleyError('bad_answer');
  return {
    version,
    presence: presence === 'nobody' ? 'nobody' : 'everyone',
    readReceipts: readReceipts !== false,
    groups: groups === 'contacts' || groups === 'nobody' ? groups : 'everyone',
    blocked: blocked.flatMap(account => (typeof account === 'string' ? (parseAccountId(account) ?? []) : [])),
  };
}
