// Rows, devices and places as the mailbox writes them.
import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type AccountId, accountIdFrom, type DeviceAddress, type GroupId, idBytes } from '@parley/protocol';
import { list, type Term } from '../lib/etf.ts';
import { itemsOf } from './mailbox-connection-mnesia.ts';
import { type AppendRun, type InboxRow, type RunPlace, runEndedBefore, type StoredRow } from './message-store.ts';

/** An atom of Erlang's for what is not there. */
export const NONE = 'undefined';

/** The shard of an account or a group. */
export const shardOf = (id: AccountId | GroupId, shards: number): number => crc32(idBytes(id)) % shards;

export const termOfDevice = ({ account, device }: DeviceAddress): Term => [idBytes(account), device];

export function deviceOf(term: Term): DeviceAddress {
  const [account, device] = term as [Buffer, number];
  return { account: accountIdFrom(account), device };
}

/** A row without an envelope has the one that was sent to its device. */
export function storedRowOf(term: Term, sent?: (device: DeviceAddress) => Uint8Array): StoredRow {
  const [account, device, inboxEpoch, seq, envelope] = term as [Buffer, number, number, number, Buffer | string];
  const address = { account: accountIdFrom(account), device };
  return { ...address, inboxEpoch, seq, envelope: typeof envelope === 'string' ? sent!(address) : bytesOf(envelope) };
}

export const storedRowsOf = (term: Term): StoredRow[] => itemsOf(term).map(row => storedRowOf(row));

export function inboxRowsOf(term: Term): InboxRow[] {
  return itemsOf(term).map(row => {
    const [seq, envelope] = row as [number, Buffer];
    return { seq, envelope: bytesOf(envelope) };
  });
}

/** As all other stores answer them. */
const bytesOf = ({ buffer, byteOffset, length }: Buffer): Uint8Array => new Uint8Array(buffer, byteOffset, length);

export const listOf = <T>(items: Iterable<T>, term: (item: T) => Term): Term => list([...items].map(term));

/** Runs have names there: random, because several processes have runs. */
export function createPlaces(): (place: RunPlace | undefined) => Term {
  const names = new WeakMap<AppendRun, number>();
  return place => {
    if (!place) return NONE;
    const name = names.get(place.run) ?? randomInt(2 ** 48 - 1);
    names.set(place.run, name);
    return [name, place.index];
  };
}

/**
 * D3: what waits for its shard behind one of its run that has been given up must not be carried out when the shard is there
 * again: its sender sends both once more, in order.
 */
export const unlessEnded = (place: RunPlace | undefined, operation: Term): Term | undefined =>
  place && runEndedBefore(place) ? undefined : operation;
