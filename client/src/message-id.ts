import type { MessageId } from '@parley/protocol';
import { uuidv7obj } from 'uuidv7';

/** A new id; ascending within one run of the program. */
export function newMessageId(): MessageId {
  return uuidv7obj().toHex() as MessageId;
}
