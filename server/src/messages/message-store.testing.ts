// What the tests of the message store share: a clock they move, accounts, and short ways to append.
import { type AccountId, type DeviceAddress, type Limits, limits, type MessageId, wire } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import type { Append, AppendResult, InboxRow, MessageStore, StoredRow } from './message-store.ts';

export const alice = account('a1');
export const bob = account('b0');
export const carol = account('c0');
export const alicesPhone: DeviceAddress = { account: alice, device: 1 };
export const bobsPhone: DeviceAddress = { account: bob, device: 1 };
export const bobsTablet: DeviceAddress = { account: bob, device: 2 };

export function account(pair: string): AccountId {
  return pair.repeat(16) as AccountId;
}

export interface TestClock extends Clock {
  /** Time passes: both clocks move. */
  advance(ms: number): void;
  /** Somebody sets the wall clock. */
  step(ms: number): void;
}

export function createTestClock(): TestClock {
  let wall = 1_700_000_000_000;
  let monotonic = 5_000;
  return {
    now: () => wall,
    monotonic: () => monotonic,
    advance(ms) {
      wall += ms;
      monotonic += ms;
    },
    step(ms) {
      wall += ms;
    },
  };
}

/** One place where a store lives: opened again after a close, it holds what it held. */
export interface StorePlace {
  open(options: { clock: Clock; limits: Limits }): Promise<MessageStore>;
  /** Copies what is there while it is closed. The answer puts the copy back, also more than once. */
  copy(): () => void;
}

/** A message id from a number, in the order of the numbers. */
export function messageId(n: number): MessageId {
  return n.toString(16).padStart(32, '0') as MessageId;
}

export const testLimits = (changes: Partial<Limits> = {}): Limits => ({ ...limits, ...changes });

export function text(n: number, bytes = 20): Uint8Array {
  const envelope = new Uint8Array(bytes);
  new DataView(envelope.buffer).setUint32(0, n);
  return envelope;
}

export const textOf = ({ envelope }: { envelope: Uint8Array }): number =>
  new DataView(envelope.buffer, envelope.byteOffset).getUint32(0);

/** Message `n` from Alice's phone to each of Bob's devices. */
export function toBob(n: number, changes: Partial<Append> & { devices?: number[]; bytes?: number } = {}): Append {
  const { devices = [1, 2], bytes, ...rest } = changes;
  const rows = devices.map(device => ({ device, envelope: text(n, bytes) }));
  const targets = [{ account: bob, listVersion: 1, rows }];
  return { sender: alicesPhone, id: messageId(n), ts: 1_000 + n, control: false, targets, ...rest };
}

export async function openAt(store: MessageStore, device: DeviceAddress, connectionEpoch: number) {
  const opened = await store.open(device, connectionEpoch);
  if (opened.kind !== 'opened') throw new Error(`not opened: ${opened.kind}`);
  return opened;
}

/** Alice has a phone, Bob a phone and a tablet. */
export async function introduce(store: MessageStore): Promise<void> {
  await store.setDevices(alice, 1, [1]);
  await store.setDevices(bob, 1, [1, 2]);
}

export async function appendAll(store: MessageStore, from: number, to: number): Promise<AppendResult[]> {
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return Promise.all(numbers.map(n => store.append(toBob(n))));
}

export async function textsIn(store: MessageStore, device: DeviceAddress, after = 0): Promise<number[]> {
  const rows = await readAll(store, device, after);
  return rows.map(textOf);
}

export async function readAll(store: MessageStore, device: DeviceAddress, after = 0): Promise<InboxRow[]> {
  const all: InboxRow[] = [];
  for (let from = after; ; ) {
    const rows = await store.read(device, from, 100);
    if (rows.length === 0) return all;
    all.push(...rows);
    from = rows.at(-1)!.seq;
  }
}

export async function ackUpTo(store: MessageStore, device: DeviceAddress, seq: number): Promise<readonly StoredRow[]> {
  const stat = await store.stat(device);
  const { receipts } = await store.ack(device, { inboxEpoch: stat!.inboxEpoch, seq });
  return receipts;
}

/** The numbers of the messages that a delivered receipt names. */
export function idsOf({ envelope }: { envelope: Uint8Array }): number[] {
  return wire.Envelope.decode(envelope).delivered!.ids!.map(id => Number(`0x${Buffer.from(id).toString('hex')}`));
}

export function missedIn({ envelope }: { envelope: Uint8Array }): number | undefined {
  return wire.Envelope.decode(envelope).missed?.count ?? undefined;
}
