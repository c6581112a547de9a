// Two views of one chat: of two devices of a person, or of the two people in it.
import type { Message, MessageId } from '@parley/client';
import type { Sent } from '../random-run/send-order.ts';

export interface View {
  /** Whose, and with whom. */
  readonly name: string;
  /** What was written before is nothing that it must have. */
  readonly beganAt: number;
  readonly messages: readonly Message[];
  /** Of the chat itself; undefined: it need not know. */
  readonly settings: string | undefined;
  readonly written: ReadonlyMap<MessageId, Sent>;
  /** By the person, for himself; on which devices that is known, those that have ended too. */
  readonly deleted: ReadonlyMap<MessageId, readonly string[]>;
}

export function compareOwn(a: View, b: View): string[] {
  const isComparable = a.beganAt === b.beganAt && a.settings !== undefined && b.settings !== undefined;
  const settled = !isComparable || a.settings === b.settings;
  return [
    ...(settled ? [] : [`${a.name}: ${a.settings}, ${b.name}: ${b.settings}`]),
    ...missing(a, b, () => false),
    ...missing(b, a, () => false),
    ...compareCommon(a, b, describedToOwn),
  ];
}

export function compareSides(a: View, b: View): string[] {
  return [
    ...missing(a, b, id => a.deleted.has(id)),
    ...missing(b, a, id => b.deleted.has(id)),
    ...compareCommon(a, b, describedToBoth),
    ...undelivered(a, b),
    ...undelivered(b, a),
  ];
}

function isSince({ written, beganAt }: View, other: View, id: MessageId): boolean {
  return written.get(id)!.number > Math.max(beganAt, other.beganAt);
}

function missing(from: View, there: View, isExcused: (id: MessageId) => boolean): string[] {
  const ids = new Set(from.messages.map(({ id }) => id));
  return there.messages
    .filter(({ id }) => !ids.has(id) && isSince(there, from, id) && !isExcused(id))
    .map(({ id, text, state }) => `${from.name} lacks ${text ?? id} (${state}) of ${there.name}: ${fate(from, id)}`);
}

/** Whose it is, and where it has gone, as far as that is known. */
function fate({ deleted, written }: View, id: MessageId): string {
  const { by, number } = written.get(id)!;
  return `${number} of ${by}, deleted on ${deleted.get(id)?.join(', ') ?? 'none'}`;
}

function compareCommon(a: View, b: View, described: (message: Message) => string): string[] {
  const inB = new Map(b.messages.map(message => [message.id, message]));
  const common = a.messages.filter(({ id }) => inB.has(id));
  const ids = new Set(common.map(({ id }) => id));
  const order = b.messages.filter(({ id }) => ids.has(id));
  const at = common.findIndex(({ id }, i) => order[i]?.id !== id);
  return [
    ...(at < 0 ? [] : [`${a.name} has ${common[at]?.text} where ${b.name} has ${order[at]?.text}`]),
    ...common.flatMap(message => {
      const [one, other] = [described(message), described(inB.get(message.id)!)];
      return one === other ? [] : [`${fate(a, message.id)}: ${a.name} has ${one}, ${b.name} has ${other}`];
    }),
  ];
}

function describedToBoth({ text, ts, author, edited, deletedBy, reactions, pinned }: Message): string {
  return JSON.stringify({ text, ts, author, edited, deletedBy, reactions, pinned });
}

function describedToOwn(message: Message): string {
  const { starred, unread, outgoing, state } = message;
  const reached = outgoing || state === 'parked' ? state : undefined;
  return `${describedToBoth(message)} ${JSON.stringify({ starred, unread, state: reached })}`;
}

/** What one side has, the other sees as delivered; what it has read, as read. */
function undelivered(author: View, reader: View): string[] {
  const there = new Map(reader.messages.map(message => [message.id, message]));
  return author.messages.flatMap(({ id, text, outgoing, state }) => {
    const read = there.get(id);
    if (!outgoing || !read || !isSince(author, reader, id)) return [];
    const isRead = !read.unread && !read.deletedBy;
    if (state === 'read' || (state === 'delivered' && !isRead)) return [];
    return [`${author.name}: ${text} is ${state}, and ${reader.name} has ${isRead ? 'read' : 'received'} it`];
  });
}
