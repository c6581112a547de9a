import { type AccountId, accountIdFrom, type MessageId, messageIdFrom, wire } from '@parley/protocol';

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
  const { message, delivered, missed } = envelope;
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
  return { kind: 'unknown' };
}
