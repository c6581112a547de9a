// Writes the known answers the engine is tested with where the official package is absent: what that package sent us,
// and what we sent from known randomness and it accepted. Run it again only when the engine's own bytes change.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noblePrimitives, safetyNumber } from '../../client/src/crypto/crypto.ts';
import { bundleOf, createPeer, receive, type Sent, send, start } from '../../client/src/crypto/test-peer.ts';
import { sessionVersion } from './install.ts';
import { loadOracle, type Oracle } from './oracle.ts';
import { createOraclePeer, oracleBundle, oracleReceive, oracleSend, oracleStart } from './oracle-peer.ts';

const target = join(import.meta.dirname, '../../client/src/crypto/vectors/golden.json');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

const loaded = await loadOracle(sessionVersion);
if (typeof loaded === 'string') throw new Error(loaded);
const oracle: Oracle = loaded;

type Step = {
  readonly from: 'ours' | 'theirs';
  readonly kind: Sent['kind'];
  readonly plaintext: string;
  readonly ciphertext: string;
};

async function conversation(seed: number, starts: 'ours' | 'theirs') {
  const ours = await createPeer(seed, noblePrimitives);
  const theirs = createOraclePeer(oracle);
  const bundle = oracleBundle(theirs, 1);
  if (starts === 'ours') await start(ours, bundle);
  else await oracleStart(theirs, bundleOf(ours, 1));
  const steps: Step[] = [];
  const say = async (from: Step['from'], plaintext: string) => {
    const sent = await (from === 'ours' ? send(ours, text(plaintext)) : oracleSend(theirs, text(plaintext)));
    return { from, kind: sent.kind, plaintext, ciphertext: hex(sent.ciphertext), sent };
  };
  const hear = async ({ sent, ...step }: Awaited<ReturnType<typeof say>>) => {
    const opened = await (step.from === 'ours' ? oracleReceive(theirs, sent) : receive(ours, sent));
    assert.equal(new TextDecoder().decode(opened), step.plaintext);
    steps.push(step);
  };
  const second = starts === 'ours' ? 'theirs' : 'ours';
  await hear(await say(starts, 'Is this thing on?'));
  const late = [await say(second, 'one'), await say(second, ''), await say(second, 'three')];
  for (const said of late.toReversed()) await hear(said);
  // Our bytes depend on the order of sending, what we hear need not keep it.
  if (second === 'ours') steps.splice(-late.length, late.length, ...steps.slice(-late.length).reverse());
  await hear(await say(starts, 'Ticks for everyone 🐦'));
  await hear(await say(second, 'x'.repeat(200)));
  const { registrationId, identityKey, signedPreKey, kyberPreKey, oneTimePreKey } = bundle;
  const key = (one: { id: number; publicKey: Uint8Array; signature?: Uint8Array }) => ({
    id: one.id,
    publicKey: hex(one.publicKey),
    ...(one.signature && { signature: hex(one.signature) }),
  });
  const theirBundle =
    starts === 'theirs'
      ? null
      : {
          registrationId,
          identityKey: hex(identityKey),
          signedPreKey: key(signedPreKey),
          kyberPreKey: key(kyberPreKey),
          oneTimePreKey: oneTimePreKey && key(oneTimePreKey),
        };
  return { seed, starts, theirBundle, steps };
}

async function fingerprints() {
  const [a, b] = [oracle.PrivateKey.generate().getPublicKey(), oracle.PrivateKey.generate().getPublicKey()];
  const theirs = oracle.Fingerprint.new(5200, 2, text('alice'), a, text('bob'), b);
  const sides = [
    { id: text('alice'), publicKey: a.serialize() },
    { id: text('bob'), publicKey: b.serialize() },
  ] as const;
  const digits = theirs.displayableFingerprint().toString();
  assert.equal((await safetyNumber(...sides, noblePrimitives)).digits, digits);
  const keys = sides.map(side => hex(side.publicKey));
  return { ids: ['alice', 'bob'], keys, digits, scannable: hex(theirs.scannableFingerprint().toBuffer()) };
}

function signatures() {
  return Array.from({ length: 4 }, (_, i) => {
    const key = oracle.PrivateKey.generate();
    const message = text('m'.repeat(i * 20));
    return { publicKey: hex(key.getPublicKey().serialize()), message: hex(message), signature: hex(key.sign(message)) };
  });
}

await mkdir(join(target, '..'), { recursive: true });
const golden = {
  source: `@signalapp/libsignal-client ${sessionVersion}`,
  conversations: [await conversation(301, 'ours'), await conversation(302, 'theirs')],
  safetyNumber: await fingerprints(),
  signatures: signatures(),
};
await writeFile(target, `${JSON.stringify(golden, undefined, 1)}\n`);
