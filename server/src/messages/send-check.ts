// What a Send must be like before anything is done with it.
import {
  type AccountId,
  accountIdFrom,
  type DeviceAddress,
  type Limits,
  type MessageId,
  messageIdFrom,
  type WireError,
  type wire,
  wireError,
} from '@parley/protocol';

export interface CheckedSend {
  readonly id: MessageId;
  readonly to: AccountId;
  readonly ownParts: readonly CheckedPart[];
  readonly toParts: readonly CheckedPart[];
}

export interface CheckedPart {
  readonly device: number;
  readonly ciphertext: wire.Ciphertext.$Properties;
}

const ID_BYTES = 16;

/** The Send with its parts sorted out, or what is wrong with it. */
export function checkSend(sender: DeviceAddress, send: wire.Send, limits: Limits): CheckedSend | WireError {
  if (send.id.length !== ID_BYTES) return wireError('bad_send', `A message id has ${ID_BYTES} bytes.`);
  if (send.to.length !== ID_BYTES) return wireError('bad_send', `An account id has ${ID_BYTES} bytes.`);
  if (send.parts.length > limits.maxParts) {
    return wireError(
      'too_many_parts',
      `A message has at most ${limits.maxParts} parts, this one ${send.parts.length}.`,
    );
  }
  const to = accountIdFrom(send.to);
  const ownParts: CheckedPart[] = [];
  const toParts: CheckedPart[] = [];
  for (const { own, device: number, ciphertext } of send.parts) {
    const device = number ?? 0;
    const parts = own ? ownParts : toParts;
    const error = checkPart(parts, device, ciphertext, limits);
    if (error) return error;
    parts.push({ device, ciphertext: ciphertext! });
  }
  if (to === sender.account && toParts.length > 0) {
    return wireError('bad_send', "Parts of a message to one's own account are marked as own.");
  }
  return { id: messageIdFrom(send.id), to, ownParts, toParts };
}

/** A SendGroup's id, or what is wrong with it. */
export function checkSendGroup({ id, group, data }: wire.SendGroup, limits: Limits): MessageId | WireError {
  if (id.length !== ID_BYTES) return wireError('bad_send', `A message id has ${ID_BYTES} bytes.`);
  if (group.length !== ID_BYTES) return wireError('bad_send', `A group id has ${ID_BYTES} bytes.`);
  if (data.length === 0) return wireError('bad_send', 'The message is empty.');
  return data.length > limits.maxCiphertextBytes ? tooLarge(data.length, limits) : messageIdFrom(id);
}

function tooLarge(bytes: number, limits: Limits): WireError {
  return wireError(
    'content_too_large',
    `A ciphertext has at most ${limits.maxCiphertextBytes} bytes (content: ${limits.maxContentBytes}), this one ${bytes}.`,
  );
}

function checkPart(
  before: readonly CheckedPart[],
  device: number,
  ciphertext: wire.Ciphertext.$Properties | null | undefined,
  limits: Limits,
): WireError | undefined {
  const bytes = ciphertext?.data?.length ?? 0;
  if (bytes === 0) return wireError('bad_send', `The part for device ${device} has no ciphertext.`);
  if (bytes > limits.maxCiphertextBytes) return tooLarge(bytes, limits);
  if (before.some(part => part.device === device)) return wireError('bad_send', `Device ${device} has two parts.`);
  return undefined;
}
