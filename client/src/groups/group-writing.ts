// What writing and reading in a group needs besides what it needs in every chat.
import { type AccountId, type ChatId, type GroupId, limits, type MessageId } from '@parley/protocol';
import type { Mention } from '../client.ts';
import type { Context } from '../context.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { privacyOf } from '../privacy/own-privacy.ts';
import type { MessageRow } from '../store/schema.ts';
import { chatGroup } from './shown-group.ts';

type Deps = Pick<Context, 'profile'>;

/** Seconds after which the message vanishes. Throws `unknown_group`, `group_forbidden`, `bad_mentions`. */
export async function checkGroup(
  reader: Reader,
  id: GroupId,
  text: string,
  mentions: readonly Mention[],
  { profile }: Deps,
): Promise<number> {
  const group = await reader.get('groups', id);
  if (!group) throw new ParleyError('unknown_group');
  const { role, mayWrite } = chatGroup(group, profile.account);
  if (!mayWrite) {
    const message = role ? 'Only admins can write to this group.' : 'You are not a member of this group (any more).';
    throw new ParleyError('group_forbidden', { message });
  }
  checkMentions(text, mentions, id => group.state.members.has(id));
  return group.state.settings.timerS;
}

function checkMentions(text: string, mentions: readonly Mention[], isMember: (account: AccountId) => boolean): void {
  let end = 0;
  for (const { account, start, length } of mentions) {
    const fits = Number.isInteger(start) && start >= end && length > 0 && start + length <= text.length;
    if (!fits || !isMember(account)) throw new ParleyError('bad_mentions');
    end = start + length;
  }
  if (mentions.length > limits.maxMentions) throw new ParleyError('bad_mentions');
}

/** Each author is told up to where; nobody else is. */
export async function tellReadInGroup(
  draft: Draft,
  group: GroupId,
  read: readonly MessageRow[],
  { profile, outbox }: Deps & { readonly outbox: Pick<Outbox, 'enqueue'> },
): Promise<void> {
  const upTo = new Map<AccountId, number>();
  for (const { author, seq = 0 } of read) upTo.set(author, Math.max(upTo.get(author) ?? 0, seq));
  const { readReceipts, blocked } = await privacyOf(draft);
  for (const [author, seq] of upTo) {
    if (!readReceipts || blocked.includes(author)) continue;
    outbox.enqueue(draft, author, newMessageId(), { kind: 'read_in_group', group, upTo: seq });
  }
  await tellOwnDevices(
    draft,
    group,
    read.map(({ id }) => id),
    { profile, outbox },
  );
}

/** What was read, and nobody else is to know of it. */
export async function tellOwnDevices(
  draft: Draft,
  of: ChatId,
  ids: readonly MessageId[],
  { profile, outbox }: Deps & { readonly outbox: Pick<Outbox, 'enqueue'> },
): Promise<void> {
  const own = await draft.get('accounts', profile.account);
  if ((own?.devices.length ?? 0) < 2) return;
  for (let at = 0; at < ids.length; at += limits.maxIdsPerReceipt) {
    const some = ids.slice(at, at + limits.maxIdsPerReceipt);
    outbox.enqueue(draft, profile.account, newMessageId(), { kind: 'read', ids: some, of });
  }
}
