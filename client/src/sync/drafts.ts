// What is written and not sent is on all own devices: its text, not what it answers or edits. Written without a network it is
// told once, as it is in the end.
import type { ChatId, wire } from '@parley/protocol';
import type { ChatDraft } from '../client.ts';
import type { Draft } from '../drafts/draft.ts';
import { chatOf } from '../history/history.ts';
import { newMessageId } from '../message-id.ts';
import type { ChatRow, SetAt } from '../store/schema.ts';
import { hasOtherDevices, isLaterSet, type SyncDeps, setNow } from './own-sync.ts';

/** While a message is being put otherwise, what was written before that. */
const textIn = (draft: ChatDraft | undefined): string => draft?.editing?.text ?? draft?.text ?? '';

/** The row as it is to be stored. */
export async function tellDraft(draft: Draft, before: ChatRow, row: ChatRow, deps: SyncDeps): Promise<ChatRow> {
  if (textIn(before.draft) === textIn(row.draft)) return row;
  const draftSet = setNow(row.draftSet, deps);
  if (!(await hasOtherDevices(draft, deps.profile))) return { ...row, draftSet };
  const queued = row.draftSend && (await draft.get('outbox', row.draftSend));
  if (queued && !queued.sealed) return { ...row, draftSet };
  const payload = { kind: 'own_draft', chat: row.chat } as const;
  return { ...row, draftSet, draftSend: deps.outbox.enqueue(draft, deps.profile.account, newMessageId(), payload) };
}

export async function draftNow(draft: Draft, chat: ChatId): Promise<wire.OwnSync.$Properties> {
  const row = await chatOf(draft, chat);
  return { draft: { chat, at: row.draftSet?.at ?? 0, text: textIn(row.draft) } };
}

export async function receiveDraft(draft: Draft, chat: ChatId, text: string, set: SetAt): Promise<void> {
  const row = await chatOf(draft, chat);
  if (!isLaterSet(set, row.draftSet)) return;
  const { draft: before, ...rest } = row;
  const written = withText(before, text);
  draft.put('chats', { ...rest, draftSet: set, ...(written ? { draft: written } : {}) });
}

function withText(before: ChatDraft | undefined, text: string): ChatDraft | undefined {
  if (before?.editing) return { ...before, editing: { ...before.editing, text } };
  if (text === '') return undefined;
  return { ...(before?.replyTo ? { replyTo: before.replyTo } : {}), text };
}
