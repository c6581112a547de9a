import {
  type AccountId,
  accountIdFrom,
  type GroupId,
  groupIdFrom,
  type MessageId,
  messageIdFrom,
  wire,
} from '@parley/protocol';
import { type RosterEntry, rosterEntryFrom } from '../groups/roster-entry.ts';
import type { GroupMark } from '../history/group-marks.ts';
import type { GroupMessage } from './group-messages.ts';

/** What the server says of a message: its id, who sent it, when it took it in. */
export interface Origin {
  readonly id: MessageId;
  readonly sender: AccountId;
  readonly device: number;
  /** Server time. */
  readonly ts: number;
  /** Not shown to a person. */
  readonly control: boolean;
}

export type Incoming =
  | { readonly kind: 'message'; readonly origin: Origin; readonly ciphertext: wire.Ciphertext.$Properties }
  | { readonly kind: 'delivered'; readonly account: AccountId; readonly ids: readonly MessageId[]; readonly ts: number }
  | { readonly kind: 'missed'; readonly count: number; readonly fromTs: number; readonly toTs: number }
  | ({ readonly kind: 'group_message' } & GroupMessage)
  | {
      readonly kind: 'group_delivered';
      readonly group: GroupId;
      readonly marks: readonly GroupMark[];
      readonly ts: number;
    }
  | { readonly kind: 'roster'; readonly entry: RosterEntry }
  | { readonly kind: 'requested'; readonly group: GroupId; readonly account: AccountId }
  /** From a newer server, or not to be read at all: nothing that this version could do. */
  | { readonly kind: 'unknown' };

export function readEnvelope(bytes: Uint8Array): Incoming {
  try {
    return taken(wire.Envelope.decode(bytes));
  } catch {
    return { kind: 'unknown' };
  }
}

function taken(envelope: wire.Envelope): Incoming {
  const { message, groupMessage, delivered, missed } = envelope;
  if (message) return { kind: 'message', origin: originOf(envelope), ciphertext: message };
  if (groupMessage) {
    const group = groupIdFrom(groupMessage.group ?? new Uint8Array());
    const { seq, data } = groupMessage;
    return {
      kind: 'group_message',
      origin: originOf(envelope),
      group,
      seq: seq ?? 0,
      data: data ?? new Uint8Array(),
    };
  }
  if (delivered) {
    const account = accountIdFrom(delivered.account ?? new Uint8Array());
    return { kind: 'delivered', account, ids: (delivered.ids ?? []).map(messageIdFrom), ts: envelope.ts };
  }
  if (missed) {
    return { kind: 'missed', count: missed.count ?? 0, fromTs: missed.fromTs ?? 0, toTs: missed.toTs ?? 0 };
  }
  return takenOfGroup(envelope);
}

function originOf({ id, sender, senderDevice: device, ts, control }: wire.Envelope): Origin {
  return { id: messageIdFrom(id), sender: accountIdFrom(sender), device, ts, control };
}

function takenOfGroup({ groupRoster, groupRequested, groupDelivered, ts }: wire.Envelope): Incoming {
  if (groupDelivered) {
    const marks = (groupDelivered.marks ?? []).map(({ account, upTo }) => ({
      account: accountIdFrom(account ?? new Uint8Array()),
      upTo: upTo ?? 0,
    }));
    return { kind: 'group_delivered', group: groupIdFrom(groupDelivered.group ?? new Uint8Array()), marks, ts };
  }
  if (groupRoster) return { kind: 'roster', entry: rosterEntryFrom(groupRoster) };
  if (groupRequested) return { kind: 'requested', ...requestIn(groupRequested) };
  return { kind: 'unknown' };
}

function requestIn({ group, request }: wire.GroupRequested.$Properties) {
  const { member } = wire.GroupJoin.decode(wire.SignedGroupJoin.decode(request ?? new Uint8Array()).join);
  return {
    group: groupIdFrom(group ?? new Uint8Array()),
    account: accountIdFrom(member?.account ?? new Uint8Array()),
  };
}
