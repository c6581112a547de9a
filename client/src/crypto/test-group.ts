import { nextChainKey } from './chain.ts';
import {
  acceptSenderKey,
  type CryptoEnv,
  createSenderKey,
  decodeSenderKey,
  decryptWithSenderKey,
  encodeSenderKey,
  encryptWithSenderKey,
  type Primitives,
  type SenderKeyRecord,
  senderKeyDistribution,
} from './crypto.ts';
import { seededRandom } from './test-peer.ts';

/** A device that writes to a group: the least an SDK must keep, in memory. */
export type TestSender = { readonly env: CryptoEnv; stored: Uint8Array };
/** A device that reads what one other device writes to a group. */
export type TestReader = { readonly env: CryptoEnv; stored: Uint8Array | undefined };

export async function createSender(seed: number, primitives: Primitives): Promise<TestSender> {
  const env = { primitives, random: seededRandom(seed) };
  return { env, stored: encodeSenderKey(await createSenderKey(env)) };
}

export function createReader(primitives: Primitives): TestReader {
  return { env: { primitives, random: seededRandom(0) }, stored: undefined };
}

export async function renewKey(sender: TestSender): Promise<void> {
  sender.stored = encodeSenderKey(await createSenderKey(sender.env));
}

export const distribution = (sender: TestSender): Uint8Array => senderKeyDistribution(decodeSenderKey(sender.stored));

export function senderKeyOf(reader: TestReader): SenderKeyRecord | undefined {
  return reader.stored && decodeSenderKey(reader.stored);
}

export async function post(sender: TestSender, plaintext: Uint8Array): Promise<Uint8Array> {
  const { record, ciphertext } = await encryptWithSenderKey(decodeSenderKey(sender.stored), plaintext, sender.env);
  sender.stored = encodeSenderKey(record);
  return ciphertext;
}

/** The sender as it is after so many more messages, without the work of signing them. */
export function ahead(sender: TestSender, messages: number): TestSender {
  const states = decodeSenderKey(sender.stored).states.map(({ chain, ...state }) => {
    let { chainKey } = chain;
    for (let i = 0; i < messages; i++) chainKey = nextChainKey(sender.env.primitives, chainKey);
    return { ...state, chain: { ...chain, chainKey, nextCounter: chain.nextCounter + messages } };
  });
  return { env: sender.env, stored: encodeSenderKey({ states }) };
}

export function accept(reader: TestReader, bytes: Uint8Array): void {
  reader.stored = encodeSenderKey(acceptSenderKey(senderKeyOf(reader), bytes));
}

/** Decrypts and commits; on an error nothing is committed. */
export async function read(reader: TestReader, ciphertext: Uint8Array): Promise<Uint8Array> {
  const { record, plaintext } = await decryptWithSenderKey(senderKeyOf(reader), ciphertext, reader.env);
  reader.stored = encodeSenderKey(record);
  return plaintext;
}

/** A sender, and a reader who has its key from the start. */
export async function senderAndReader(seed: number, primitives: Primitives): Promise<[TestSender, TestReader]> {
  const sender = await createSender(seed, primitives);
  const reader = createReader(primitives);
  accept(reader, distribution(sender));
  return [sender, reader];
}
