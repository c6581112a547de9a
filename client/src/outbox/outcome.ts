// What the end of a Send leaves behind: the outbox row goes, the message gets its tick or its reason.
import { dropAct, settleAct } from '../acts/settling.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { type ErrorInfo, errorInfo, type ParleyError } from '../errors.ts';
import { asFarAsMarked } from '../history/group-marks.ts';
import { chatOf, furtherState, putMessage, toMessage } from '../history/history.ts';
import { dropTimer, settleTimer } from '../history/timer.ts';
import { type MessageRow, messageKey, type OutboxRow, orderKey } from '../store/schema.ts';

type Shared = Pick<Context, 'profile' | 'events' | 'notify'>;

export interface SentAt {
  readonly ts: number;
  /** In a group: its place there; else 0. */
  readonly seq: number;
}

/** The server has stored it. */
export async function markSent(draft: Draft, row: OutboxRow, { ts, seq }: SentAt, shared: Shared): Promise<void> {
  draft.remove('outbox', orderKey(row.order));
  if (row.payload.kind === 'act') return settleAct(draft, row, row.payload.act, { ts, seq }, shared);
  if (row.payload.kind === 'timer') return settleTimer(draft, row, row.payload.timerS, ts, shared);
  // A note to self has nobody else to be read by.
  const reached = row.to === shared.profile.account ? 'read' : 'sent';
  await change(draft, row, shared, ({ error: _, ...before }) => {
    const sent: MessageRow = {
      ...before,
      ts,
      ...(seq > 0 ? { seq } : {}),
      ...(before.timerS ? { expiresAt: ts + before.timerS * 1_000 } : {}),
      state: furtherState(before.state, reached),
      times: { ...before.times, sentAt: ts },
    };
    return asFarAsMarked(draft, sent, shared.profile.account);
  });
}

/** It will not be sent; the person may try again. */
export async function markFailed(draft: Draft, row: OutboxRow, error: ParleyError, shared: Shared): Promise<void> {
  draft.remove('outbox', orderKey(row.order));
  if (row.payload.kind === 'act') return dropAct(draft, row, row.payload.act, error, shared);
  if (row.payload.kind === 'timer') return dropTimer(draft, row, errorInfo(error), shared);
  const { newestTs } = await chatOf(draft, row.to);
  // Not above what was written before it and has been sent (D3).
  const failed = { state: 'failed', error: errorInfo(error) } as const;
  await change(draft, row, shared, before => ({ ...before, ts: Math.max(before.ts, newestTs + 1), ...failed }));
}

/** It waits for a reason that a person should see. */
export async function markHeldUp(draft: Draft, row: OutboxRow, error: ErrorInfo, shared: Shared): Promise<void> {
  await change(draft, row, shared, before => (before.error?.code === error.code ? before : { ...before, error }));
}

async function change(
  draft: Draft,
  { id, payload }: OutboxRow,
  { profile, events }: Shared,
  changed: (before: MessageRow) => MessageRow | Promise<MessageRow>,
): Promise<void> {
  if (payload.kind !== 'text') return;
  const before = await draft.get('messages', messageKey(profile.account, id));
  if (!before || before.deletedAt) return;
  const row = await changed(before);
  if (row === before) return;
  await putMessage(draft, row, before);
  draft.after(() => events.emit('status', toMessage(row)));
}
