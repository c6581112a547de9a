import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CryptoError,
  decodeSenderKey,
  encodeSenderKey,
  encryptWithSenderKey,
  peekSenderKeyMessage,
  platformPrimitives,
  type SenderKeyRecord,
} from '../../client/src/crypto/crypto.ts';
import {
  accept,
  ahead,
  createReader,
  createSender,
  distribution,
  post,
  read,
} from '../../client/src/crypto/test-group.ts';
import { seededRandom } from '../../client/src/crypto/test-peer.ts';
import { newestVersion, sessionVersion } from './install.ts';
import { loadOracle, type Oracle } from './oracle.ts';
import { createOracleMember, oracleAccept, oracleDistribution, oraclePost, oracleRead } from './oracle-group.ts';

const primitives = await platformPrimitives();

/** One device writing to a group, whichever library runs it. */
type Writer = {
  readonly distribution: () => Promise<Uint8Array>;
  readonly post: (plaintext: Uint8Array) => Promise<Uint8Array>;
  /** Goes on as if so many messages had been written. */
  readonly skip: (messages: number) => Promise<void>;
};
/** One device reading what another writes. `isRepeat` tells its refusal of a message it has opened before. */
type Reader = {
  readonly accept: (distribution: Uint8Array) => Promise<void>;
  readonly read: (ciphertext: Uint8Array) => Promise<Uint8Array>;
  readonly isRepeat: (error: unknown) => boolean;
};
type Ends = { readonly writer: Writer; readonly reader: Reader };
type Flight = { readonly ciphertext: Uint8Array; readonly plaintext: Uint8Array; opened: boolean };

function ourReader(): Reader {
  const reader = createReader(primitives);
  return {
    accept: async bytes => accept(reader, bytes),
    read: ciphertext => read(reader, ciphertext),
    isRepeat: error => error instanceof CryptoError && error.code === 'duplicate',
  };
}

function theirReader(oracle: Oracle): Reader {
  const member = createOracleMember(oracle);
  return {
    accept: bytes => oracleAccept(member, bytes),
    read: ciphertext => oracleRead(member, ciphertext),
    isRepeat: error => error instanceof Error && error.name === 'DuplicatedMessage',
  };
}

async function weWrite(oracle: Oracle, seed: number): Promise<Ends> {
  const sender = await createSender(seed, primitives);
  const writer: Writer = {
    distribution: async () => distribution(sender),
    post: plaintext => post(sender, plaintext),
    skip: async messages => {
      sender.stored = ahead(sender, messages).stored;
    },
  };
  return { writer, reader: theirReader(oracle) };
}

async function theyWrite(oracle: Oracle): Promise<Ends> {
  const member = createOracleMember(oracle);
  const writer: Writer = {
    distribution: () => oracleDistribution(member),
    post: plaintext => oraclePost(member, plaintext),
    skip: async messages => {
      for (let i = 0; i < messages; i++) await oraclePost(member, Uint8Array.of(0));
    },
  };
  await writer.distribution(); // makes the key
  return { writer, reader: ourReader() };
}

async function deliver(reader: Reader, flight: Flight): Promise<void> {
  if (flight.opened) {
    await assert.rejects(reader.read(flight.ciphertext), reader.isRepeat);
    return;
  }
  assert.deepEqual(Buffer.from(await reader.read(flight.ciphertext)), Buffer.from(flight.plaintext));
  flight.opened = true;
}

async function exchange({ writer, reader }: Ends, seed: number, count: number): Promise<number> {
  const random = seededRandom(seed);
  const dice = (sides: number): number => (random(1)[0] as number) % sides;
  let flights: Flight[] = [];
  let opened = 0;
  for (let sent = 0; sent < count; ) {
    for (let burst = dice(12); burst > 0; burst--, sent++) {
      const plaintext = random(dice(200));
      flights.push({ ciphertext: await writer.post(plaintext), plaintext, opened: false });
    }
    for (let deliveries = dice(14); deliveries > 0 && flights.length > 0; deliveries--) {
      const flight = flights[dice(flights.length)] as Flight;
      if (!flight.opened) opened++;
      await deliver(reader, flight);
      if (dice(3) > 0) flights = flights.filter(other => other !== flight);
    }
    if (dice(6) === 0) await reader.accept(await writer.distribution()); // a repeat changes nothing
  }
  return opened;
}

/** The same key under another chain id: a test of names, nobody would send it. */
function atChainId(record: SenderKeyRecord, chainId: number): SenderKeyRecord {
  return { states: record.states.map(state => ({ ...state, chainId })) };
}

for (const version of [sessionVersion, newestVersion]) {
  const loaded = await loadOracle(version);
  const skip = typeof loaded === 'string' ? loaded : false;
  const oracle = loaded as Oracle;
  const directions = {
    'we write, they read': () => weWrite(oracle, 21),
    'they write, we read': () => theyWrite(oracle),
  };

  for (const [direction, ends] of Object.entries(directions)) {
    for (const iteration of [0, 1, 130]) {
      test(`${version}: ${direction}: distribution at iteration ${iteration}, 400 messages in disorder`, {
        skip,
      }, async () => {
        const both = await ends();
        const before: Uint8Array[] = [];
        for (let i = 0; i < iteration; i++) before.push(await both.writer.post(Uint8Array.of(i)));
        await both.reader.accept(await both.writer.distribution());
        for (const ciphertext of before) await assert.rejects(both.reader.read(ciphertext));
        const opened = await exchange(both, iteration + 1, 400);
        assert.ok(opened > 250, `${opened} opened`);
      });
    }

    test(`${version}: ${direction}: 2,000 late messages open, what is older does not`, { skip }, async () => {
      const { writer, reader } = await ends();
      await reader.accept(await writer.distribution());
      const flights: Flight[] = [];
      for (let i = 0; i <= 2001; i++) {
        const plaintext = Uint8Array.of(i & 255);
        flights.push({ ciphertext: await writer.post(plaintext), plaintext, opened: false });
      }
      await deliver(reader, flights[2001] as Flight);
      await assert.rejects(reader.read((flights[0] as Flight).ciphertext));
      for (const index of [1, 2000, 1000, 1000, 1]) await deliver(reader, flights[index] as Flight);
    });

    test(`${version}: ${direction}: a jump of 25,000 opens, one more does not`, { skip }, async () => {
      const { writer, reader } = await ends();
      await reader.accept(await writer.distribution());
      const plaintext = Uint8Array.of(7);
      await writer.skip(25_000);
      const ciphertext = await writer.post(plaintext);
      await assert.rejects(reader.read(await writer.post(plaintext)));
      await deliver(reader, { ciphertext, plaintext, opened: false });
    });

    test(`${version}: ${direction}: a changed message is refused and uses nothing up`, { skip }, async () => {
      const { writer, reader } = await ends();
      await reader.accept(await writer.distribution());
      const plaintext = Uint8Array.of(7);
      const ciphertext = await writer.post(plaintext);
      for (let at = 0; at < ciphertext.length; at += 3) {
        const changed = ciphertext.map((byte, i) => (i === at ? byte ^ 0x10 : byte));
        await assert.rejects(reader.read(changed), `byte ${at}`);
      }
      await deliver(reader, { ciphertext, plaintext, opened: false });
    });
  }

  test(`${version}: both keep the same five keys, whatever is repeated`, { skip }, async () => {
    const sender = await createSender(31, primitives);
    const readers = [ourReader(), theirReader(oracle)] as const;
    const first = decodeSenderKey(sender.stored);
    const key = (chainId: number): SenderKeyRecord => atChainId(first, chainId);
    const acceptAll = async (record: SenderKeyRecord) => {
      const bytes = distribution({ ...sender, stored: encodeSenderKey(record) });
      for (const reader of readers) await reader.accept(bytes);
    };
    const messages = new Map<number, Uint8Array>();
    for (const chainId of [1, 2, 3, 4, 5, 1, 6, 7]) {
      await acceptAll(key(chainId));
      const { ciphertext } = await encryptWithSenderKey(key(chainId), Uint8Array.of(chainId), sender.env);
      messages.set(chainId, ciphertext);
      assert.equal(peekSenderKeyMessage(ciphertext).chainId, chainId);
    }
    for (const reader of readers) {
      for (const lost of [2, 3]) await assert.rejects(reader.read(messages.get(lost) as Uint8Array));
      for (const kept of [1, 4, 5, 6, 7]) {
        assert.deepEqual(Buffer.from(await reader.read(messages.get(kept) as Uint8Array)), Buffer.of(kept));
      }
    }
  });

  test(`${version}: in both a key of the same name with another signing key replaces the old one`, {
    skip,
  }, async () => {
    const [one, two] = [await createSender(41, primitives), await createSender(42, primitives)];
    const { distributionId, chainId } = decodeSenderKey(one.stored).states[0] as SenderKeyRecord['states'][number];
    const renamed = decodeSenderKey(two.stored).states.map(state => ({ ...state, distributionId, chainId }));
    two.stored = encodeSenderKey({ states: renamed });
    for (const reader of [ourReader(), theirReader(oracle)]) {
      await reader.accept(distribution(one));
      await reader.accept(distribution({ ...two }));
      await assert.rejects(reader.read(await post({ ...one }, Uint8Array.of(1))));
      assert.deepEqual(Buffer.from(await reader.read(await post({ ...two }, Uint8Array.of(2)))), Buffer.of(2));
    }
  });
}
