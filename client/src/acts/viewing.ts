// What can be opened once: whoever opens it forgets how, tells the own other devices and the author, and nothing is kept.
import { isGroupId, type MessageId } from '@parley/protocol';
import type { Context } from '../context.ts';
import { existing } from '../conversations.ts';
import { ParleyError } from '../errors.ts';
import { chatGroup } from '../groups/shown-group.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { isBlocked } from '../privacy/own-privacy.ts';
import type { Act } from './act.ts';
import { replaceMessage } from './applying.ts';
import { keepOwn } from './keeping.ts';
import { rowAfter, UNSENT_TS } from './rules.ts';

type Deps = Context & { readonly outbox: Pick<Outbox, 'enqueue'> };

/** The first bytes are handed over once it is durable that there is no second time. */
export async function* openedOnce(source: AsyncGenerator<Uint8Array>, id: MessageId, deps: Deps) {
  let told = false;
  for await (const piece of source) {
    if (!told) await markViewed(id, deps);
    told = true;
    yield piece;
  }
  if (!told) await markViewed(id, deps);
}

function markViewed(id: MessageId, deps: Deps): Promise<void> {
  const { profile, clock, outbox } = deps;
  return deps.work.run(async draft => {
    const row = await existing(draft, id, deps);
    const act: Act = { author: row.author, id, kind: 'viewed' };
    const done = { id: newMessageId(), by: profile.account, ts: UNSENT_TS, chat: row.chat, act, asAdmin: false };
    const next = row.viewed ? undefined : rowAfter(row, done);
    if (!next) throw new ParleyError('view_once');
    await replaceMessage(draft, next, row, done, deps);
    const group = isGroupId(row.chat) ? await draft.get('groups', row.chat) : undefined;
    // Where only admins write, nobody is told; and nor is somebody blocked.
    if (group && !chatGroup(group, profile.account).mayWrite) return;
    if (!group && (await isBlocked(draft, row.author))) return;
    await keepOwn(draft, done, clock.now());
    outbox.enqueue(draft, row.chat, done.id, { kind: 'act', act });
  });
}
