// What an act makes of a message. Every device comes to the same, in whatever order acts arrive: the newest reaction of each
// person and the newest edit count, and a deletion is for good (F33).
import { isGroupId, limits } from '@parley/protocol';
import type { MessageRow, StoredReaction } from '../store/schema.ts';
import { type Act, type Done, isLater, type Stamp } from './act.ts';

/** The row after it; undefined: it is not allowed, or changes nothing. Rights and times are the server's word. */
export function rowAfter(row: MessageRow, done: Done): MessageRow | undefined {
  const { act } = done;
  if (row.deletedAt || row.chat !== done.chat || row.state === 'notice') return undefined;
  if (act.kind === 'deletion') return isDeletable(row, done) ? withdrawn(row, done) : undefined;
  if (row.withdrawn || row.state === 'parked') return undefined;
  if (act.kind === 'reaction') return isReaction(act.emoji) ? reacted(row, act.emoji, done) : undefined;
  if (act.kind === 'viewed') return opened(row, done);
  if (act.kind === 'pin') return pinned(row, act.on, done);
  return isEditable(row, done) ? edited(row, act, done) : undefined;
}

/** One emoji, or nothing: the reaction is taken back. */
export function isReaction(emoji: string): boolean {
  if (emoji === '') return true;
  if (emoji.length > limits.maxReactionBytes || new TextEncoder().encode(emoji).length > limits.maxReactionBytes)
    return false;
  const [first, ...more] = new Intl.Segmenter().segment(emoji);
  return first !== undefined && more.length === 0 && /\p{Extended_Pictographic}|\p{RI}\p{RI}|\u20e3/u.test(emoji);
}

/** Words that were written here, and nothing else. */
export function isPlainText({ text, attachments, forwarded, withdrawn, viewOnce }: MessageRow): boolean {
  return text !== undefined && !attachments?.length && !forwarded && !withdrawn && !viewOnce;
}

/** Why nobody takes an own act that the server has taken in; undefined: it counts, or another one in its place. */
export function refusalOf(row: MessageRow, done: Done): 'too_late' | 'not_yours' | undefined {
  if (done.act.kind === 'edit') return isPlainText(row) && !isEditable(row, done) ? 'too_late' : undefined;
  if (done.act.kind !== 'deletion' || row.withdrawn?.id !== done.id || isDeletable(row, done)) return undefined;
  return isDeletionLate(row, done) ? 'too_late' : 'not_yours';
}

function isEditable(row: MessageRow, { by, ts }: Done): boolean {
  return by === row.author && isPlainText(row) && ts - row.ts <= limits.editWithinMs + limits.actLateMs;
}

function isDeletable(row: MessageRow, done: Done): boolean {
  return (done.by === row.author || done.asAdmin) && !isDeletionLate(row, done);
}

function isDeletionLate(row: MessageRow, { ts }: Done): boolean {
  // An own one is here before the server has said when.
  return ts !== UNSENT_TS && ts - row.ts > limits.deleteWithinMs + limits.actLateMs;
}

/** Of an own deletion that the server has not taken in yet. */
export const UNSENT_TS = Number.MAX_SAFE_INTEGER;

function reacted(row: MessageRow, emoji: string, { id, by, ts }: Stamp): MessageRow | undefined {
  const { reactions = [] } = row;
  const before = reactions.find(({ account }) => account === by);
  if (before && !isLater({ id, ts }, before)) return undefined;
  const entry: StoredReaction = { account: by, emoji, ts, id };
  const others = reactions.filter(({ account }) => account !== by);
  return { ...row, reactions: [...others, entry].sort((a, b) => (isLater(a, b) ? 1 : -1)) };
}

function edited(row: MessageRow, act: Extract<Act, { kind: 'edit' }>, { id, ts }: Stamp): MessageRow | undefined {
  if (act.text === '' || (row.edit && !isLater({ id, ts }, row.edit))) return undefined;
  const { mentions: _, preview, refused: __, ...kept } = row;
  const shown = preview && act.text.includes(preview.url) ? { preview } : {};
  return { ...kept, ...shown, text: act.text, ...(act.mentions ? { mentions: act.mentions } : {}), edit: { id, ts } };
}

/** By a recipient, here or on another own device; the author's own rows of a group stay for those who have not opened it. */
function opened(row: MessageRow, { id, by, ts }: Stamp): MessageRow | undefined {
  if (!row.viewOnce || by === row.author || (row.outgoing && isGroupId(row.chat))) return undefined;
  const before = row.viewed;
  if (before && before.id !== id && !isLater(before, { id, ts })) return undefined;
  const { attachments: _, ...kept } = row;
  return { ...kept, viewed: { id, by, ts } };
}

function pinned(row: MessageRow, on: boolean, { id, by, ts }: Stamp): MessageRow | undefined {
  if (row.text === undefined || row.viewOnce || (row.pin && !isLater({ id, ts }, row.pin))) return undefined;
  return { ...row, pin: { on, id, by, ts } };
}

/** What is left says that there was something, and who has taken it away: its author before any admin. */
function withdrawn(row: MessageRow, { id, by, ts }: Stamp): MessageRow | undefined {
  const before = row.withdrawn;
  if (before && before.id !== id && !comesBefore({ id, by, ts }, before, row)) return undefined;
  const { author, authorDevice, chat, outgoing, state, seq, expiresAt, times } = row;
  return {
    id: row.id,
    author,
    authorDevice,
    chat,
    outgoing,
    ts: row.ts,
    state: state !== 'parked' ? state : outgoing ? 'sent' : 'received',
    ...(seq === undefined ? {} : { seq }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(times ? { times } : {}),
    ...(outgoing ? {} : { unread: false }),
    withdrawn: { id, by, ts },
  };
}

function comesBefore(a: Stamp, b: Stamp, { author }: MessageRow): boolean {
  if (a.by !== b.by && (a.by === author || b.by === author)) return a.by === author;
  return isLater(b, a);
}

/** As the person sees it: with what the server has not taken in yet. */
export function withUnsent(row: MessageRow): MessageRow {
  if (!row.unsent || row.withdrawn) return row;
  return row.unsent.reduce((all, { act, id, by }) => {
    const stamp = { id, by, ts: UNSENT_TS };
    if (act.kind === 'reaction') return reacted(all, act.emoji, stamp) ?? all;
    if (act.kind === 'pin') return pinned(all, act.on, stamp) ?? all;
    return act.kind === 'edit' ? (edited(all, act, stamp) ?? all) : all;
  }, row);
}

/** What has been done with a message, as its row has it: done to a row of before, it comes to the same. */
export function stampedActs(row: MessageRow): Done[] {
  const { author, id, chat, text = '', mentions, reactions = [], edit, withdrawn, viewed, pin } = row;
  const of = { author, id };
  const done = (stamp: Stamp, act: Act): Done => ({ ...stamp, chat, act, asAdmin: stamp.by !== author });
  return [
    ...(edit ? [done({ ...edit, by: author }, { ...of, kind: 'edit', text, ...(mentions ? { mentions } : {}) })] : []),
    ...reactions.map(({ account: by, emoji, ts, id }) => done({ id, by, ts }, { ...of, kind: 'reaction', emoji })),
    ...(viewed ? [done(viewed, { ...of, kind: 'viewed' })] : []),
    ...(pin ? [done(pin, { ...of, kind: 'pin', on: pin.on })] : []),
    ...(withdrawn ? [done(withdrawn, { ...of, kind: 'deletion' })] : []),
  ];
}
