import { type ChatId, isGroupId, type wire } from '@parley/protocol';
import { actFrom } from '../acts/act.ts';
import { applyAct } from '../acts/applying.ts';
import { mayPin } from '../acts/pinning.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { wasAdmin } from '../groups/group-row.ts';
import type { Origin } from './envelope.ts';

export interface ReceivedAct {
  readonly chat: ChatId;
  readonly act: wire.Act.$Properties;
  /** In a group: its place there. */
  readonly seq?: number;
}

/** What somebody has done with a message of the chat; one that it does not fit is left as it is. */
export async function receiveAct(
  draft: Draft,
  { id, sender: by, ts }: Origin,
  { chat, act: received, seq = 0 }: ReceivedAct,
  deps: Pick<Context, 'profile' | 'events' | 'clock'>,
): Promise<void> {
  const act = actFrom(received);
  if (!act) return;
  const group = isGroupId(chat) ? await draft.get('groups', chat) : undefined;
  const asAdmin = group !== undefined && wasAdmin(group, by, seq);
  if (act.kind === 'pin' && !mayPin(group, by)) return;
  // Who else of a group has opened something is the author's to know.
  const concerned = by === deps.profile.account || act.author === deps.profile.account;
  if (act.kind === 'viewed' && !concerned) return;
  await applyAct(draft, { id, by, ts, chat, act, asAdmin }, deps);
}
