import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CryptoError, platformPrimitives } from '../../client/src/crypto/crypto.ts';
import {
  bundleOf,
  createPeer,
  receive,
  type Sent,
  seededRandom,
  send,
  start,
} from '../../client/src/crypto/test-peer.ts';
import { sessionVersion } from './install.ts';
import { loadOracle, type Oracle } from './oracle.ts';
import { createOraclePeer, oracleBundle, oracleReceive, oracleSend, oracleStart } from './oracle-peer.ts';

const loaded = await loadOracle(sessionVersion);
const skip = typeof loaded === 'string' ? loaded : false;
const oracle = loaded as Oracle;
const primitives = await platformPrimitives();

/** One end, whichever library runs it. `isRepeat` tells its refusal of a message it has opened before. */
type End = {
  readonly send: (plaintext: Uint8Array) => Promise<Sent>;
  readonly receive: (sent: Sent) => Promise<Uint8Array>;
  readonly isRepeat: (error: unknown) => boolean;
};
type Flight = { readonly sent: Sent; readonly plaintext: Uint8Array; opened: boolean };

async function ends(seed: number, starts: 'ours' | 'theirs' | 'both', oneTimePreKeyId?: number): Promise<End[]> {
  const ours = await createPeer(seed, primitives);
  const theirs = createOraclePeer(oracle);
  if (starts !== 'theirs') await start(ours, oracleBundle(theirs, oneTimePreKeyId));
  if (starts !== 'ours') await oracleStart(theirs, bundleOf(ours, oneTimePreKeyId));
  return [
    {
      send: plaintext => send(ours, plaintext),
      receive: sent => receive(ours, sent),
      isRepeat: error => error instanceof CryptoError && error.code === 'duplicate',
    },
    {
      send: plaintext => oracleSend(theirs, plaintext),
      receive: sent => oracleReceive(theirs, sent),
      isRepeat: error => error instanceof Error && error.name === 'DuplicatedMessage',
    },
  ];
}

async function deliver(end: End, flight: Flight): Promise<void> {
  if (flight.opened) {
    await assert.rejects(end.receive(flight.sent), end.isRepeat);
    return;
  }
  assert.deepEqual(Buffer.from(await end.receive(flight.sent)), Buffer.from(flight.plaintext));
  flight.opened = true;
}

// Both libraries keep the chains of the five newest ratchet keys; what is older is lost by design.
const keptChains = 5;
const ratchetKeyOf = ({ ciphertext }: Sent): string => Buffer.from(ciphertext.subarray(3, 36)).toString('hex');

/** Messages on their way to one end, and the ratchet keys they were sent under. */
type Queue = { flights: Flight[]; readonly chains: string[] };

function enqueue(queue: Queue, flight: Flight): void {
  const key = ratchetKeyOf(flight.sent);
  if (queue.chains.at(-1) === key) {
    queue.flights.push(flight);
    return;
  }
  queue.chains.push(key);
  const kept = queue.chains.slice(-keptChains);
  queue.flights = [...queue.flights.filter(({ sent }) => kept.includes(ratchetKeyOf(sent))), flight];
}

/** Sends `count` messages in seeded disorder: many wait, some never arrive, some arrive twice. */
async function exchange(
  pair: readonly End[],
  seed: number,
  count: number,
): Promise<Record<'opened' | 'again', number>> {
  const random = seededRandom(seed);
  const dice = (sides: number): number => {
    const [high = 0, low = 0] = random(2);
    return ((high << 8) | low) % sides;
  };
  const queues: Queue[] = [
    { flights: [], chains: [] },
    { flights: [], chains: [] },
  ];
  const done = { opened: 0, again: 0 };
  for (let sent = 0; sent < count; ) {
    const to = dice(2);
    const queue = queues[to] as Queue;
    const [sender, receiver] = [pair[1 - to] as End, pair[to] as End];
    for (let burst = dice(12); burst > 0; burst--, sent++) {
      const plaintext = random(dice(400));
      enqueue(queue, { sent: await sender.send(plaintext), plaintext, opened: false });
    }
    for (let deliveries = dice(14); deliveries > 0 && queue.flights.length > 0; deliveries--) {
      const flight = queue.flights[dice(queue.flights.length)] as Flight;
      done[flight.opened ? 'again' : 'opened']++;
      await deliver(receiver, flight);
      if (dice(3) > 0) queue.flights = queue.flights.filter(other => other !== flight);
    }
    if (dice(5) === 0) queue.flights.splice(dice(queue.flights.length || 1), 1);
  }
  return done;
}

/** The side that holds a session speaks first, and the answer settles it. */
async function greet(first: End, second: End): Promise<void> {
  const hello = { sent: await first.send(Uint8Array.of(1)), plaintext: Uint8Array.of(1), opened: false };
  await deliver(second, hello);
  await deliver(first, { sent: await second.send(Uint8Array.of(2)), plaintext: Uint8Array.of(2), opened: false });
}

for (const [starts, oneTimePreKeyId] of [
  ['ours', 1],
  ['ours', undefined],
  ['theirs', 1],
  ['theirs', undefined],
] as const) {
  test(`${starts} starts, one-time prekey ${oneTimePreKeyId ?? 'none'}: 1,500 messages in disorder`, {
    skip,
  }, async () => {
    const pair = await ends(starts.length + (oneTimePreKeyId ?? 0), starts, oneTimePreKeyId);
    const [ours, theirs] = pair as [End, End];
    await (starts === 'ours' ? greet(ours, theirs) : greet(theirs, ours));
    const { opened, again } = await exchange(pair, 100 + starts.length, 1500);
    assert.ok(opened > 900 && again > 200, `${opened} opened, ${again} again`);
  });
}

test('both start at once: every crossing message opens, then 1,000 in disorder', { skip }, async () => {
  const pair = await ends(5, 'both', 1);
  const [ours, theirs] = pair as [End, End];
  const crossing: [End, Flight][] = [];
  for (let i = 0; i < 5; i++) {
    const plaintext = Uint8Array.of(i);
    crossing.push([theirs, { sent: await ours.send(plaintext), plaintext, opened: false }]);
    crossing.push([ours, { sent: await theirs.send(plaintext), plaintext, opened: false }]);
  }
  for (const [, flight] of crossing) assert.equal(flight.sent.kind, 'prekey');
  for (const [end, flight] of crossing.reverse()) await deliver(end, flight);
  await greet(ours, theirs);
  const { opened, again } = await exchange(pair, 6, 1000);
  assert.ok(opened > 600 && again > 100, `${opened} opened, ${again} again`);
});

test('a first message that was lost: the next one starts the session, either way', { skip }, async () => {
  for (const starts of ['ours', 'theirs'] as const) {
    const [ours, theirs] = (await ends(8, starts, 2)) as [End, End];
    const [from, to] = starts === 'ours' ? [ours, theirs] : [theirs, ours];
    await from.send(Uint8Array.of(9));
    await greet(from, to);
  }
});

test('2,000 skipped messages open late, either way', { skip }, async () => {
  for (const starts of ['ours', 'theirs'] as const) {
    const [ours, theirs] = (await ends(9, starts)) as [End, End];
    const [from, to] = starts === 'ours' ? [ours, theirs] : [theirs, ours];
    await greet(from, to);
    const flights: Flight[] = [];
    for (let i = 0; i <= 2000; i++) {
      const plaintext = Uint8Array.of(i & 255);
      flights.push({ sent: await from.send(plaintext), plaintext, opened: false });
    }
    await deliver(to, flights[2000] as Flight);
    for (const index of [0, 1999, 1000, 1]) await deliver(to, flights[index] as Flight);
    await deliver(to, flights[1000] as Flight);
  }
});
