// What a person does with messages: shown at once, taken back when it turns out not to count.
import { type ChatId, isGroupId, limits, type MessageId } from '@parley/protocol';
import type { Message } from '../client.ts';
import type { Context } from '../context.ts';
import { checkWritten, existing } from '../conversations.ts';
import type { Draft } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { wasAdmin } from '../groups/group-row.ts';
import { checkGroup } from '../groups/group-writing.ts';
import { putMessage, timeBelow, toMessage } from '../history/history.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type MessageRow, SELF } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import { tellStarred } from '../sync/telling.ts';
import type { Act } from './act.ts';
import type { ActClient } from './act-client.ts';
import { checkPinnable, mayPin, pinnedIn, putPinLine } from './pinning.ts';
import { queueAct, queueDeletion } from './queueing.ts';
import { forgetRefused } from './refused.ts';
import { isPlainText, isReaction, withUnsent } from './rules.ts';

type Deps = Context & { readonly outbox: Outbox };
type Edited = Parameters<ActClient['editText']>[2];

export function createActing(deps: Deps): ActClient {
  const { work } = deps;
  return {
    react: (id, emoji) => work.run(draft => react(draft, id, emoji ?? '', deps)),
    editText: (id, text, options) => work.run(draft => edit(draft, id, text, options, deps)),
    deleteForEveryone: id => work.run(draft => deleteForEveryone(draft, id, deps)),
    pin: (id, on) => work.run(draft => pin(draft, id, on, deps)),
    pinned: async chat => (await pinnedIn(work, chat)).map(toMessage),
    star: (chat, ids, starred) => work.run(draft => star(draft, chat, ids, starred, deps)),
    async starred({ before, limit = starredPage } = {}) {
      const range = { index: 'byStar', reverse: true, limit, ...(before === undefined ? {} : { before }) };
      return (await work.list('messages', range)).map(toMessage);
    },
  };
}

const starredPage = 50;

async function react(draft: Draft, id: MessageId, emoji: string, deps: Deps): Promise<Message> {
  const { row } = await sentRow(draft, id, deps);
  if (!isReaction(emoji)) throw new ParleyError('bad_reaction');
  if (row.state === 'parked' || row.state === 'notice' || row.withdrawn) throw new ParleyError('unknown_message');
  const own = toMessage(row).reactions?.find(({ account }) => account === deps.profile.account);
  if ((own?.emoji ?? '') === emoji) return toMessage(row);
  return queueAct(draft, row, { author: row.author, id: row.id, kind: 'reaction', emoji }, deps);
}

async function edit(
  draft: Draft,
  id: MessageId,
  text: string,
  { mentions = [] }: NonNullable<Edited> = {},
  deps: Deps,
): Promise<Message> {
  const { row, now } = await sentRow(draft, id, deps);
  if (row.author !== deps.profile.account) throw new ParleyError('not_yours');
  if (!isPlainText(row) || text === '') throw new ParleyError('not_editable');
  if (withUnsent(row).text === text) return forgetRefused(draft, row, deps);
  if (now - row.ts > limits.editWithinMs) throw new ParleyError('too_late');
  await checkWritten(draft, text);
  if (isGroupId(row.chat)) await checkGroup(draft, row.chat, text, mentions, deps);
  const named = mentions.length > 0 ? { mentions } : {};
  return queueAct(draft, row, { author: row.author, id: row.id, kind: 'edit', text, ...named }, deps);
}

async function pin(draft: Draft, id: MessageId, on: boolean, deps: Deps): Promise<Message> {
  const { row } = await sentRow(draft, id, deps);
  checkPinnable(row);
  const group = isGroupId(row.chat) ? await draft.get('groups', row.chat) : undefined;
  if (!mayPin(group, deps.profile.account)) throw new ParleyError('group_forbidden');
  if ((toMessage(row).pinned ?? false) === on) return toMessage(row);
  const others = on ? (await pinnedIn(draft, row.chat)).slice(limits.maxPins - 1) : [];
  for (const other of others) await queueAct(draft, other, pinOf(other, false), deps);
  const made = newMessageId();
  const message = await queueAct(draft, row, pinOf(row, on), deps, made);
  const ts = await timeBelow(draft, row.chat, deps.clock.now());
  if (on) await putPinLine(draft, row, { id: made, by: deps.profile.account, ts }, deps);
  return message;
}

function pinOf({ author, id }: MessageRow, on: boolean): Act {
  return { author, id, kind: 'pin', on };
}

async function deleteForEveryone(draft: Draft, id: MessageId, deps: Deps): Promise<Message> {
  const { row, now } = await sentRow(draft, id, deps);
  const by = deps.profile.account;
  const group = isGroupId(row.chat) ? await draft.get('groups', row.chat) : undefined;
  const asAdmin = group !== undefined && wasAdmin(group, by, Number.POSITIVE_INFINITY);
  if (row.state === 'notice') throw new ParleyError('unknown_message');
  if (row.author !== by && !asAdmin) throw new ParleyError('not_yours');
  if (row.withdrawn) return toMessage(row);
  if (now - row.ts > limits.deleteWithinMs) throw new ParleyError('too_late');
  return queueDeletion(draft, row, { asAdmin }, deps);
}

/** A message that the server has, and what its time should be now. */
async function sentRow(draft: Draft, id: MessageId, deps: Deps): Promise<{ row: MessageRow; now: number }> {
  const row = await existing(draft, id, deps);
  if (row.state === 'pending' || row.state === 'failed') throw new ParleyError('not_sent');
  if (isGroupId(row.chat)) await checkGroup(draft, row.chat, '', [], deps);
  const offsetMs = (await draft.get('connection', SELF))?.clockOffsetMs ?? 0;
  return { row, now: deps.clock.now() + offsetMs };
}

async function star(
  draft: Draft,
  chat: ChatId,
  ids: readonly MessageId[],
  starred: boolean,
  deps: Deps,
): Promise<void> {
  const rows: [before: MessageRow, next: MessageRow][] = [];
  for (const id of ids) {
    for (const before of await draft.list('messages', { index: 'byId', ...startingWith(id) })) {
      const { starredAt, ...plain } = before;
      const able = before.chat === chat && before.text !== undefined && starred !== (starredAt !== undefined);
      if (!able) continue;
      rows.push([before, starred ? { ...plain, starredAt: deps.clock.now() } : plain]);
    }
  }
  const set = await tellStarred(
    draft,
    rows.map(([, next]) => next),
    starred,
    deps,
  );
  for (const [i, next] of set.entries()) {
    await putMessage(draft, next, rows[i]?.[0]);
    draft.after(() => deps.events.emit('status', toMessage(next)));
  }
}
