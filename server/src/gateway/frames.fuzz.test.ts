// Whatever bytes a client sends, it gets a coded answer or a coded close, and nobody else notices. Seeded; PARLEY_FUZZ_FRAMES
// sets how many.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeTable, type DeviceAddress, idBytes, isErrorCode, wire } from '@parley/protocol';
import { createRandom } from '../lib/random.testing.ts';
import {
  alice,
  bob,
  carol,
  crowd,
  helloOf,
  isPong,
  isRefused,
  isSent,
  numberedId,
  sendTo,
  start,
  type TestDevice,
  type TestGateway,
} from './test-gateway.ts';

const frames = Number(process.env.PARLEY_FUZZ_FRAMES ?? 2_000);
const seed = Number(process.env.PARLEY_FUZZ_SEED ?? 20_250_101);

const coded = new Set<number>(Object.values(closeTable).map(({ code }) => code));
/** One frame in so many is the first of its connection. */
const FIRST_OF = 10;

test(`${frames} generated frames (seed ${seed}): coded answers or coded closes, never a crash`, {
  timeout: 900_000,
}, async t => {
  const gateway = await start(t, { limits: { maxFrameBytes: 8_192, maxInboxRows: 10_000_000 } }); // Bob is away the whole time
  const witness = await gateway.connect(carol, 1);
  const answered: Record<string, number> = {};
  const fuzzers = crowd.map((device, n) => fuzz(gateway, device, Math.ceil(frames / crowd.length), seed + n, answered));
  let fuzzing = true;
  const witnessed = witnessAll(witness, () => fuzzing);
  await Promise.all(fuzzers);
  fuzzing = false;
  await witnessed;
  for (const code of ['bad_frame', 'bad_send', 'hello_expected', 'unknown_frame', 'stale_devices']) {
    assert.ok((answered[code] ?? 0) > 0, `no frame led to ${code}: they do not reach far enough`);
  }
  assert.equal(answered.internal, undefined);
  assert.equal(gateway.gateway.stats().closes.internal, undefined);
});

/** Somebody else's messages go through meanwhile. */
async function witnessAll(witness: TestDevice, going: () => boolean): Promise<void> {
  for (let n = 4_000_000; going(); n++) {
    witness.send({ send: sendTo(bob, { id: numberedId(n) }) });
    const { refused } = await witness.next(frame => isSent(n)(frame) || isRefused(n)(frame));
    assert.equal(refused?.error?.code, undefined, `message ${n - 4_000_000} of the witness was refused`);
    witness.frames.length = 0;
  }
}

async function fuzz(
  gateway: TestGateway,
  device: DeviceAddress,
  count: number,
  ownSeed: number,
  answered: Record<string, number>,
): Promise<void> {
  const random = createRandom(ownSeed);
  let epoch = 1;
  let target: TestDevice | undefined;
  for (let i = 0; i < count; i++) {
    if (i % FIRST_OF === 0) await oneFrame(await gateway.open(), generate(random, device, epoch), answered);
    if (target?.socket.readyState !== 1) target = await connectAbove(gateway, device, () => ++epoch);
    const outcome = await oneFrame(target, generate(random, device, epoch), answered);
    assert.ok(outcome === 'open' || coded.has(outcome), `frame ${i} of seed ${ownSeed} ended with ${outcome}`);
  }
}

/** A generated Hello may have raised the epoch. */
async function connectAbove(gateway: TestGateway, device: DeviceAddress, epoch: () => number): Promise<TestDevice> {
  const connected = await gateway.connect(device, epoch()).catch(() => undefined);
  return connected ?? gateway.connect(device, epoch());
}

/** Sends it, notes the coded answers, and resolves to the close code if it ended the connection. */
async function oneFrame(
  target: TestDevice,
  frame: Uint8Array,
  answered: Record<string, number>,
): Promise<number | 'open'> {
  target.socket.send(frame);
  // A ping behind it: the answer to that, or a close, says that the frame has been dealt with.
  const nonce = ++lastNonce;
  target.send({ ping: { nonce } });
  const outcome = await target
    .next(isPong(nonce))
    .then(() => answerTo(frame, target))
    .then(
      () => 'open' as const,
      () => target.closed,
    );
  for (const { problem, refused } of target.frames) {
    const code = (problem ?? refused)?.error?.code;
    if (code === undefined || code === null) continue;
    assert.ok(isErrorCode(code), `an answer with ${code}`);
    answered[code] = (answered[code] ?? 0) + 1;
  }
  target.frames.length = 0;
  return outcome;
}

/** A Send is answered after the store's turn, so a Pong may overtake the answer. */
async function answerTo(frame: Uint8Array, target: TestDevice): Promise<void> {
  const { send } = wire.ClientFrame.decode(frame); // it was taken, or the connection had ended
  if (!send || send.id?.length !== ID_BYTES || send.to?.length !== ID_BYTES) return;
  const id = Buffer.from(send.id);
  await target.next(({ sent, refused }) => id.equals((sent ?? refused)?.id ?? new Uint8Array()));
}

const ID_BYTES = 16;
let lastNonce = 1_000;

function generate(random: () => number, device: DeviceAddress, epoch: number): Uint8Array {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  const number = (): number =>
    pick([0, 1, 2, 127, 128, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 53 - 1, Math.floor(random() * 1e6)]);
  const valid = (): Uint8Array => {
    const frame = pick<() => wire.ClientFrame.$Properties>([
      () => ({
        hello: { ...helloOf(pick([device, alice]), epoch + pick([0, 1, 2])), client: 'x'.repeat(number() % 200) },
      }),
      () => ({
        send: sendTo(pick([alice, bob, device]), {
          id: numberedId(number() % 2 ** 32),
          bytes: number() % 4_000,
          run: number() % 2 ** 32,
          after: number(),
        }),
      }),
      () => ({
        send: sendTo(bob, {
          run: number() % 2 ** 32,
          parts: [{ device: 2 + (number() % 1_000), ciphertext: { kind: 1, data: bytes(20) } }],
        }),
      }),
      () => ({
        send: {
          id: bytes(pick([0, 15, 16, 17])),
          to: bytes(pick([0, 16, 40])),
          parts: [{ device: number() % 2 ** 32 }],
        },
      }),
      () => ({ ack: { inboxEpoch: number() % 2 ** 32, upTo: number() } }),
      () => ({ ping: { nonce: number() % 2 ** 32 } }),
      () => ({ pong: { nonce: 1 } }),
      () => ({ activity: { active: random() < 0.5 } }),
      () => ({ watch: { accounts: Array.from({ length: pick([0, 1, 3, 101]) }, () => bytes(pick([0, 16, 16, 17]))) } }),
      () => ({ watch: { accounts: [idBytes(pick([alice, bob, device]).account)] } }),
      () => ({ typing: { account: bytes(pick([0, 15, 16])), group: bytes(pick([0, 0, 16])), kind: number() % 4 } }),
    ])();
    return wire.ClientFrame.encode(frame).finish();
  };
  const mutated = (): Uint8Array => {
    const frame = Buffer.from(valid());
    for (let i = 0; i < 1 + random() * 4 && frame.length > 0; i++)
      frame[Math.floor(random() * frame.length)] = random() * 256;
    return frame;
  };
  return pick([
    () => bytes(Math.floor(random() * 64)),
    () => valid().subarray(0, Math.floor(random() * 60)),
    mutated,
    mutated,
    valid,
    () => Buffer.concat([valid(), bytes(1 + Math.floor(random() * 8))]),
    () => bytes(8_193),
    () => Buffer.alloc(4_000, 0x0b), // groups in groups, which end nowhere
  ])();
}
