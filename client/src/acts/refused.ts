// What the person does about an own edit or deletion that the server has refused for good.
import { isGroupId, limits } from '@parley/protocol';
import type { Message } from '../client.ts';
import type { Draft } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { wasAdmin } from '../groups/group-row.ts';
import { checkGroup } from '../groups/group-writing.ts';
import { putMessage, removeMessage, toMessage } from '../history/history.ts';
import { checkNotBlocked } from '../privacy/own-privacy.ts';
import { type MessageRow, type RefusedAct, SELF } from '../store/schema.ts';
import { type QueueingDeps, queueAct, queueDeletion } from './queueing.ts';

/** Sends it again, by the rules of now. */
export async function retryRefused(
  draft: Draft,
  row: MessageRow,
  { act }: RefusedAct,
  deps: QueueingDeps,
): Promise<void> {
  await checkAllowed(draft, row, act, deps);
  if (act.kind === 'edit') await queueAct(draft, row, act, deps);
  else await queueDeletion(draft, row, { asAdmin: row.author !== deps.profile.account }, deps);
}

/** A deletion that the others do not know of must not look like one: nothing stays of the message here. */
export async function discardRefused(
  draft: Draft,
  row: MessageRow,
  { act }: RefusedAct,
  deps: QueueingDeps,
): Promise<void> {
  if (act.kind === 'edit') return void (await forgetRefused(draft, row, deps));
  await removeMessage(draft, row, deps.clock.now());
  draft.after(() => deps.events.emit('removed', { chat: row.chat, ids: [row.id] }));
}

export async function forgetRefused(
  draft: Draft,
  row: MessageRow,
  { events }: Pick<QueueingDeps, 'events'>,
): Promise<Message> {
  const { refused, ...next } = row;
  if (!refused) return toMessage(row);
  await putMessage(draft, next, row);
  draft.after(() => events.emit('status', toMessage(next)));
  return toMessage(next);
}

async function checkAllowed(
  draft: Draft,
  row: MessageRow,
  act: RefusedAct['act'],
  { profile, clock }: QueueingDeps,
): Promise<void> {
  const { text, mentions = [] } = act.kind === 'edit' ? act : { text: '' };
  if (isGroupId(row.chat)) await checkGroup(draft, row.chat, text, mentions, { profile });
  else await checkNotBlocked(draft, row.chat);
  const group = isGroupId(row.chat) ? await draft.get('groups', row.chat) : undefined;
  const isAdmin = group !== undefined && wasAdmin(group, profile.account, Number.POSITIVE_INFINITY);
  if (row.author !== profile.account && !isAdmin) throw new ParleyError('not_yours');
  const offsetMs = (await draft.get('connection', SELF))?.clockOffsetMs ?? 0;
  const withinMs = act.kind === 'edit' ? limits.editWithinMs : limits.deleteWithinMs;
  if (clock.now() + offsetMs - row.ts > withinMs) throw new ParleyError('too_late');
}
