// Whatever bytes a client sends, it gets a coded answer or a coded close, and nobody else notices. Seeded; PARLEY_FUZZ_FRAMES
// sets how many.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeTable, isErrorCode, wire } from '@parley/protocol';
import {
  alice,
  bob,
  carol,
  helloOf,
  numberedId,
  numberOf,
  sendTo,
  startTestGateway,
  type TestDevice,
} from './test-gateway.ts';

const frames = Number(process.env.PARLEY_FUZZ_FRAMES ?? 2_000);
const seed = Number(process.env.PARLEY_FUZZ_SEED ?? 20_250_101);

/** mulberry32 */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const coded = new Set<number>(Object.values(closeTable).map(({ code }) => code));

test(`${frames} generated frames (seed ${seed}): coded answers or coded closes, never a crash`, {
  timeout: 900_000,
}, async t => {
  const gateway = await startTestGateway({ maxFrameBytes: 8_192 });
  t.after(() => gateway.stop());
  const witness = await gateway.connect(carol, 1);
  const random = createRandom(seed);
  let epoch = 1;
  let target: TestDevice | undefined;
  const answered: Record<string, number> = {};
  for (let i = 0; i < frames; i++) {
    if (target?.socket.readyState !== 1) target = await gateway.connect(alice, ++epoch);
    target.socket.send(generate(random, epoch));
    // A ping behind the frame: its answer, or a close, says that the frame has been dealt with.
    const nonce = 1_000 + i;
    target.send({ ping: { nonce } });
    const outcome = await Promise.race([
      target.closed,
      target.next(frame => frame.pong?.nonce === nonce).catch(() => target!.closed),
    ]);
    if (typeof outcome === 'number') assert.ok(coded.has(outcome), `frame ${i} of seed ${seed} ended with ${outcome}`);
    for (const { problem, refused } of target.frames) {
      const code = (problem ?? refused)?.error?.code;
      if (code === undefined || code === null) continue;
      assert.ok(isErrorCode(code), `frame ${i} of seed ${seed} was answered with ${code}`);
      answered[code] = (answered[code] ?? 0) + 1;
    }
    target.frames.length = 0;
  }
  assert.ok((answered.bad_send ?? 0) > 0, 'the frames reach beyond the codec');
  witness.send({ send: sendTo(bob, { id: numberedId(4_000_000) }) });
  await witness.next(frame => numberOf(frame.sent?.id) === 4_000_000);
});

function generate(random: () => number, epoch: number): Uint8Array {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  const number = (): number =>
    pick([0, 1, 2, 127, 128, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 53 - 1, Math.floor(random() * 1e6)]);
  const valid = (): Uint8Array => {
    const frame = pick<() => wire.ClientFrame.$Properties>([
      () => ({ hello: { ...helloOf(pick([alice, bob]), epoch + number()), client: 'x'.repeat(number() % 200) } }),
      () => ({
        send: sendTo(pick([alice, bob, carol]), { bytes: number() % 4_000, run: number() % 2 ** 32, after: number() }),
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
  ])();
}
