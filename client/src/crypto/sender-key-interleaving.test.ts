import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  acceptSenderKey,
  CryptoError,
  decryptWithSenderKey,
  peekSenderKeyMessage,
  platformPrimitives,
} from './crypto.ts';
import {
  accept,
  createReader,
  createSender,
  distribution,
  post,
  read,
  renewKey,
  senderAndReader,
  senderKeyOf,
  type TestReader,
  type TestSender,
} from './test-group.ts';

const primitives = await platformPrimitives();
const runs = { seed: 20260302, numRuns: 60 };
const keptKeys = 5;

/** What a reader may expect of a message: `key` counts the sender's keys, `iteration` the messages under it. */
type Posted = {
  readonly ciphertext: Uint8Array;
  readonly plaintext: Uint8Array;
  readonly key: number;
  readonly iteration: number;
};
/** The model: keys from the newest to the oldest that are kept, and from which iteration each was handed over. */
type ModelReader = { readonly reader: TestReader; keys: { key: number; from: number }[]; readonly opened: Set<Posted> };
type Group = {
  readonly sender: TestSender;
  key: number;
  iteration: number;
  readonly posted: Posted[];
  readonly readers: ModelReader[];
};

const pickReader = fc.integer({ min: 0, max: 1 });
const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('post' as const), plaintext: fc.uint8Array({ maxLength: 40 }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), pickReader, back: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('distribute' as const), pickReader }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('renew' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function expectedOf({ keys, opened }: ModelReader, message: Posted): string {
  const known = keys.find(({ key }) => key === message.key);
  if (!known) return 'no_session';
  if (message.iteration < known.from) return 'too_old';
  return opened.has(message) ? 'duplicate' : 'opened';
}

async function deliver(model: ModelReader, message: Posted): Promise<void> {
  const expected = expectedOf(model, message);
  const before = model.reader.stored;
  const outcome = await read(model.reader, message.ciphertext).catch(error => error as CryptoError);
  if (outcome instanceof CryptoError) {
    assert.equal(outcome.code, expected);
    assert.equal(model.reader.stored, before);
    return;
  }
  assert.equal('opened', expected);
  assert.deepEqual(outcome, message.plaintext);
  model.opened.add(message);
}

function distribute({ sender, key, iteration }: Group, model: ModelReader): void {
  accept(model.reader, distribution(sender));
  const known = model.keys.find(other => other.key === key) ?? { key, from: iteration };
  model.keys = [known, ...model.keys.filter(other => other !== known)].slice(0, keptKeys);
}

async function play(group: Group, step: Action): Promise<void> {
  const { sender, posted } = group;
  if (step.do === 'post') {
    const { plaintext } = step;
    posted.push({ ciphertext: await post(sender, plaintext), plaintext, key: group.key, iteration: group.iteration++ });
  } else if (step.do === 'renew') {
    await renewKey(sender);
    group.key++;
    group.iteration = 0;
  } else {
    const model = group.readers[step.pickReader] as ModelReader;
    if (step.do === 'distribute') distribute(group, model);
    else if (posted.length > 0) await deliver(model, posted.at(-1 - (step.back % posted.length)) as Posted);
  }
}

test('any interleaving of posts, new keys, distributions, shuffles and repeats: each opens once, for whom it was meant', async () => {
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 70 }), fc.nat(1000), async (actions, seed) => {
      const readers = [0, 1].map(() => ({ reader: createReader(primitives), keys: [], opened: new Set<Posted>() }));
      const group = { sender: await createSender(seed, primitives), key: 0, iteration: 0, posted: [], readers };
      for (const step of actions) await play(group, step);
      for (const reader of readers) opened += reader.opened.size;
    }),
    runs,
  );
  assert.ok(opened > 200, `only ${opened} messages opened`);
});

test('a burst opens in any order', async () => {
  const indexes = Array.from({ length: 40 }, (_, i) => i);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(indexes, { minLength: 1 }), async order => {
      const [sender, reader] = await senderAndReader(5, primitives);
      const sent: Uint8Array[] = [];
      for (const i of indexes) sent.push(await post(sender, Uint8Array.of(i)));
      for (const i of order) assert.deepEqual(await read(reader, sent[i] as Uint8Array), Uint8Array.of(i));
    }),
    { ...runs, numRuns: 15 },
  );
});

test('arbitrary bytes are refused with a typed error', async () => {
  const [sender, reader] = await senderAndReader(6, primitives);
  const real = await post(sender, new Uint8Array(30));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 150 }),
    fc.uint8Array({ maxLength: 150 }).map(rest => Uint8Array.of(0x33, ...rest)),
    // The real message with a few bytes of it written over.
    fc.tuple(fc.nat(real.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([at, patch]) => {
      const changed = real.slice();
      changed.set(patch.subarray(0, real.length - at), at);
      return Buffer.compare(changed, real) === 0 ? real.slice(1) : changed;
    }),
  );
  const record = senderKeyOf(reader);
  await fc.assert(
    fc.asyncProperty(bytes, async input => {
      await assert.rejects(decryptWithSenderKey(record, input, reader.env), CryptoError);
      const outcome = await Promise.resolve(input)
        .then(peekSenderKeyMessage)
        .catch((error: unknown) => error);
      assert.ok(outcome instanceof CryptoError || !(outcome instanceof Error), String(outcome));
      assert.throws(() => acceptSenderKey(record, input), CryptoError);
    }),
    { ...runs, numRuns: 400 },
  );
});
