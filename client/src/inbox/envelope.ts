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
  const { message, delivered, missed, groupRoster, groupRequested } = envelope;
  if (message) {
    const { senderDevice: device, ts, control } = envelope;
    const origin = { id: messageIdFrom(envelope.id), sender: accountIdFrom(envelope.sender), device, ts, control };
    return { kind: 'message', origin, ciphertext: message };
  }
  if (delivered) {
    const account = accountIdFrom(delivered.account ?? new Uint8Array());
    return { kind: 'delivered', account, ids: (delivered.ids ?? []).map(messageIdFrom), ts: envelope.ts };
  }
  if (missed) {
    return { kind: 'missed', count: missed.count ?? 0, fromTs: missed.fromTs ?? 0, toTs: missed.toTs ?? 0 };
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
