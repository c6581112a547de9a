// Writes the known answers of sender keys: what both official versions sent us, and what we sent from known randomness
// and they accepted. Run it again only when the engine's own bytes change.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noblePrimitives } from '../../client/src/crypto/crypto.ts';
import { accept, createReader, createSender, distribution, post, read } from '../../client/src/crypto/test-group.ts';
import { newestVersion, sessionVersion } from './install.ts';
import { loadOracle, type Oracle } from './oracle.ts';
import { createOracleMember, oracleAccept, oracleDistribution, oraclePost, oracleRead } from './oracle-group.ts';

const target = join(import.meta.dirname, '../../client/src/crypto/vectors/sender-keys.json');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const plaintexts = ['Is this group on?', '', 'Ticks for everyone 🐦', 'x'.repeat(200)];
/** So many messages come before the distribution, which therefore is not of iteration 0. */
const start = 2;
const seed = 401;

/** What one device of a group writes: the distribution after `start` messages, then the messages. */
async function record(
  write: (plaintext: Uint8Array) => Promise<Uint8Array>,
  hand: () => Promise<Uint8Array>,
  accepted: (bytes: Uint8Array) => Promise<void>,
  opened: (ciphertext: Uint8Array) => Promise<Uint8Array>,
) {
  for (let i = 0; i < start; i++) await write(text('before'));
  const key = await hand();
  await accepted(key);
  const messages: { plaintext: string; ciphertext: string }[] = [];
  for (const plaintext of plaintexts) {
    messages.push({ plaintext, ciphertext: hex(await write(text(plaintext))) });
  }
  for (const { plaintext, ciphertext } of messages.toReversed()) {
    assert.equal(new TextDecoder().decode(await opened(Buffer.from(ciphertext, 'hex'))), plaintext);
  }
  return { distribution: hex(key), messages };
}

async function oracleOf(version: string): Promise<Oracle> {
  const loaded = await loadOracle(version);
  if (typeof loaded === 'string') throw new Error(loaded);
  return loaded;
}

async function theirs(version: string) {
  const member = createOracleMember(await oracleOf(version));
  const reader = createReader(noblePrimitives);
  await oracleDistribution(member); // makes the key
  const recorded = await record(
    plaintext => oraclePost(member, plaintext),
    () => oracleDistribution(member),
    async bytes => accept(reader, bytes),
    ciphertext => read(reader, ciphertext),
  );
  return { source: `@signalapp/libsignal-client ${version}`, ...recorded };
}

async function ours(version: string) {
  const sender = await createSender(seed, noblePrimitives);
  const member = createOracleMember(await oracleOf(version));
  return record(
    plaintext => post(sender, plaintext),
    async () => distribution(sender),
    bytes => oracleAccept(member, bytes),
    ciphertext => oracleRead(member, ciphertext),
  );
}

const versions = [sessionVersion, newestVersion];
const [accepted, again] = [await ours(sessionVersion), await ours(newestVersion)];
assert.deepEqual(accepted, again);
const golden = { theirs: await Promise.all(versions.map(theirs)), ours: { seed, start, ...accepted } };
await writeFile(target, `${JSON.stringify(golden, undefined, 1)}\n`);
