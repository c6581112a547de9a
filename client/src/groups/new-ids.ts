import { type GroupId, toHex } from '@parley/protocol';

const ID_BYTES = 16;
const SECRET_BYTES = 32;

export function newGroupId(): GroupId {
  return `g${toHex(crypto.getRandomValues(new Uint8Array(ID_BYTES)))}` as GroupId;
}

/** Of an invite. */
export function newSecret(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
}
