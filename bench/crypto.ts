// How many messages a second one core encrypts and decrypts, the engine alone.
import {
  acceptSenderKey,
  createSenderKey,
  decryptMessage,
  decryptPreKeyMessage,
  decryptWithSenderKey,
  encodeSenderKey,
  encodeSession,
  encrypt,
  encryptWithSenderKey,
  generateIdentityKeyPair,
  generateKyberPreKey,
  generateRegistrationId,
  generateSignedPreKey,
  noblePrimitives,
  type Primitives,
  platformPrimitives,
  type SessionRecord,
  senderKeyDistribution,
  startSession,
} from '@parley/client/crypto';
import { randomBytes } from '../dev/raw-device.ts';
import { median, type Report, type Row, round } from './lib/report.ts';

const BODY_BYTES = 300;
const MESSAGES = 10_000;
const GROUP_MESSAGES = 2_000;
const TURNS = 200;
const RUNS = 5;

export async function run(): Promise<Report> {
  const rows: Row[] = [];
  for (const [name, primitives] of [
    ['JavaScript', noblePrimitives],
    ['platform', await platformPrimitives()],
  ] as const) {
    const runs: Row[] = [];
    for (let i = 0; i < RUNS; i++) runs.push({ ...(await measure(primitives)), ...(await measureGroup(primitives)) });
    const of = (key: string): number => round(median(runs.map(run => Number(run[key]))), 0);
    rows.push({
      primitives: name,
      'encrypt/s': of('encrypt'),
      'decrypt/s': of('decrypt'),
      'turns of a dialogue/s': of('turns'),
      'group encrypt/s': of('groupEncrypt'),
      'group decrypt/s': of('groupDecrypt'),
    });
  }
  return {
    question: 'crypto',
    setup: {
      bodyBytes: BODY_BYTES,
      messages: MESSAGES,
      groupMessages: GROUP_MESSAGES,
      runs: RUNS,
      sessionEncoded: true,
    },
    rows,
  };
}

const rate = (count: number, ms: number): number => (count * 1_000) / ms;

async function measure(primitives: Primitives): Promise<Row> {
  const env = { primitives, random: randomBytes };
  let [alice, bob] = await settledSessions(primitives);
  const body = randomBytes(BODY_BYTES);
  const sealed: Uint8Array[] = [];
  const encrypt0 = performance.now();
  for (let i = 0; i < MESSAGES; i++) {
    const { record, ciphertext } = await encrypt(alice, body, primitives);
    encodeSession(record);
    alice = record;
    sealed.push(ciphertext);
  }
  const decrypt0 = performance.now();
  for (const ciphertext of sealed) {
    bob = (await decryptMessage(bob, ciphertext, env)).record;
    encodeSession(bob);
  }
  const turns0 = performance.now();
  for (let i = 0; i < TURNS; i++) {
    const there = await encrypt(bob, body, primitives);
    alice = (await decryptMessage(alice, there.ciphertext, env)).record;
    [alice, bob] = [there.record, alice]; // who has just received answers: a new key agreement each time
  }
  const end = performance.now();
  return {
    encrypt: rate(MESSAGES, decrypt0 - encrypt0),
    decrypt: rate(MESSAGES, turns0 - decrypt0),
    turns: rate(TURNS, end - turns0),
  };
}

/** One ciphertext is for a whole group, and each of its devices opens it once. */
async function measureGroup(primitives: Primitives): Promise<Row> {
  const env = { primitives, random: randomBytes };
  let own = await createSenderKey(env);
  let theirs = acceptSenderKey(undefined, senderKeyDistribution(own));
  const body = randomBytes(BODY_BYTES);
  const sealed: Uint8Array[] = [];
  const encrypt0 = performance.now();
  for (let i = 0; i < GROUP_MESSAGES; i++) {
    const { record, ciphertext } = await encryptWithSenderKey(own, body, env);
    encodeSenderKey(record);
    own = record;
    sealed.push(ciphertext);
  }
  const decrypt0 = performance.now();
  for (const ciphertext of sealed) {
    theirs = (await decryptWithSenderKey(theirs, ciphertext, env)).record;
    encodeSenderKey(theirs);
  }
  const end = performance.now();
  return {
    groupEncrypt: rate(GROUP_MESSAGES, decrypt0 - encrypt0),
    groupDecrypt: rate(GROUP_MESSAGES, end - decrypt0),
  };
}

/** Two ends of a session on which both have spoken. */
async function settledSessions(primitives: Primitives): Promise<[SessionRecord, SessionRecord]> {
  const env = { primitives, random: randomBytes };
  const [own, their] = [await generateIdentityKeyPair(env), await generateIdentityKeyPair(env)];
  const [signedPreKey, kyberPreKey] = [
    await generateSignedPreKey(their, 1, env),
    await generateKyberPreKey(their, 1, env),
  ];
  const theirBundle = { registrationId: 1, identityKey: their.publicKey, signedPreKey, kyberPreKey };
  const started = await startSession(
    { ownIdentity: own, ownRegistrationId: generateRegistrationId(randomBytes), theirBundle },
    env,
  );
  const first = await encrypt(started, randomBytes(BODY_BYTES), primitives);
  const accepted = await decryptPreKeyMessage(
    {
      record: undefined,
      ownIdentity: their,
      preKeys: { signedPreKey, kyberPreKey, usedBefore: false },
      ciphertext: first.ciphertext,
    },
    env,
  );
  const answer = await encrypt(accepted.record, randomBytes(BODY_BYTES), primitives);
  const settled = await decryptMessage(first.record, answer.ciphertext, env);
  return [settled.record, answer.record];
}
