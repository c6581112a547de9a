// Ids as they are used in code: branded strings, so that an account can't be passed for a message. On the wire they are bytes.
import { fromHex, toHex } from './bytes.ts';

/** A person: 32 hexadecimal digits, 16 bytes on the wire. Given out by the server at registration. */
export type AccountId = string & { readonly __brand: 'AccountId' };

/** One message, chosen by the sending device: a UUIDv7 as 32 hexadecimal digits, 16 bytes on the wire. A retry keeps it. */
export type MessageId = string & { readonly __brand: 'MessageId' };

/** A group: `g` and 32 hexadecimal digits, so that a chat's id says what it is; 16 bytes on the wire. */
export type GroupId = string & { readonly __brand: 'GroupId' };

/** Where messages stand: with a person, or in a group. */
export type ChatId = AccountId | GroupId;

/** A device's number in its account, from 1. Never used again after the device is gone. */
export type DeviceNumber = number;

export interface DeviceAddress {
  readonly account: AccountId;
  readonly device: DeviceNumber;
}

/** `account.device`, for maps and logs. */
export type DeviceKey = string & { readonly __brand: 'DeviceKey' };

export function deviceKey(account: AccountId, device: DeviceNumber): DeviceKey {
  return `${account}.${device}` as DeviceKey;
}

/** The address that `deviceKey` made the key from. */
export function parseDeviceKey(key: DeviceKey): DeviceAddress {
  const dot = key.indexOf('.');
  return { account: key.slice(0, dot) as AccountId, device: Number(key.slice(dot + 1)) };
}

const ID_BYTES = 16;

/** @throws {RangeError} not 16 bytes */
export function accountIdFrom(bytes: Uint8Array): AccountId {
  return idFrom(bytes, 'account id') as AccountId;
}

/** @throws {RangeError} not 16 bytes */
export function messageIdFrom(bytes: Uint8Array): MessageId {
  return idFrom(bytes, 'message id') as MessageId;
}

/** @throws {RangeError} not 16 bytes */
export function groupIdFrom(bytes: Uint8Array): GroupId {
  return `g${idFrom(bytes, 'group id')}` as GroupId;
}

/** The 16 bytes of an id. */
export function idBytes(id: AccountId | MessageId | GroupId): Uint8Array {
  return fromHex(id.length > 2 * ID_BYTES ? id.slice(1) : id);
}

/** The group id written in `text`, or undefined when it is none. */
export function parseGroupId(text: string): GroupId | undefined {
  return /^g[0-9a-f]{32}$/.test(text) ? (text as GroupId) : undefined;
}

export function isGroupId(id: ChatId): id is GroupId {
  return id.startsWith('g');
}

/** The account id written in `text`, or undefined when it is none. */
export function parseAccountId(text: string): AccountId | undefined {
  return /^[0-9a-f]{32}$/.test(text) ? (text as AccountId) : undefined;
}

/** The message id written in `text`, or undefined when it is none. */
export function parseMessageId(text: string): MessageId | undefined {
  return /^[0-9a-f]{32}$/.test(text) ? (text as MessageId) : undefined;
}

function idFrom(bytes: Uint8Array, what: string): string {
  if (bytes.length !== ID_BYTES) throw new RangeError(`${what} must have ${ID_BYTES} bytes, not ${bytes.length}`);
  return toHex(bytes);
}
