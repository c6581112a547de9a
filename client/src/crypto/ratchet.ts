import { equalBytes } from './bytes.ts';
import { messageSeed, nextChainKey, rootStep } from './chain.ts';
import { decodePublicKey, generateKeyPair } from './curve.ts';
import { openMessage, sealMessage } from './message-cipher.ts';
import type { RatchetMessage } from './messages.ts';
import type { CryptoEnv, Primitives } from './primitives.ts';
import { seedFor } from './receiver-chain.ts';
import type { ReceiverChain, SessionState } from './session.ts';

/** Late messages of older chains stay readable this long; deployed peers keep as many. */
const maxReceiverChains = 5;
const noSeeds = new Uint8Array(0);

/** One step of the sending chain: the state after it and the wire bytes of the ratchet message. */
export async function ratchetEncrypt(
  primitives: Primitives,
  state: SessionState,
  plaintext: Uint8Array,
): Promise<{ state: SessionState; message: Uint8Array }> {
  const { sendChainKey, sendCounter, previousCounter } = state;
  const message = await sealMessage(
    primitives,
    messageSeed(primitives, sendChainKey),
    { sender: state.ownIdentityKey, receiver: state.theirIdentityKey },
    { ratchetKey: state.sendRatchet.publicKey, counter: sendCounter, previousCounter },
    plaintext,
  );
  const next = { ...state, sendChainKey: nextChainKey(primitives, sendChainKey), sendCounter: sendCounter + 1 };
  return { state: next, message };
}

function chainIndex(state: SessionState, ratchetKey: Uint8Array): number {
  return state.receiverChains.findLastIndex(chain => equalBytes(chain.ratchetKey, ratchetKey));
}

/** True where the message belongs to a chain of this state, so that no other state need be asked. */
export const knowsRatchetKey = (state: SessionState, ratchetKey: Uint8Array): boolean =>
  chainIndex(state, ratchetKey) >= 0;

/** Opens `message` on `chain` and returns the chain after it. */
async function openOnChain(
  primitives: Primitives,
  state: SessionState,
  chain: ReceiverChain,
  message: RatchetMessage,
): Promise<{ chain: ReceiverChain; plaintext: Uint8Array }> {
  const { chain: next, seed } = seedFor(primitives, chain, message.counter);
  const parties = { sender: state.theirIdentityKey, receiver: state.ownIdentityKey };
  return { chain: next, plaintext: await openMessage(primitives, seed, parties, message) };
}

/** The Diffie-Hellman step of Double Ratchet §3.4; our own half waits until the message has proved authentic. */
async function openOnNewChain(
  env: CryptoEnv,
  state: SessionState,
  message: RatchetMessage,
): Promise<{ state: SessionState; plaintext: Uint8Array }> {
  const { primitives } = env;
  const ratchetKey = decodePublicKey(message.ratchetKey.slice());
  const receive = await rootStep(primitives, state.rootKey, state.sendRatchet.privateKey, ratchetKey);
  const start = { ratchetKey, chainKey: receive.chainKey, nextCounter: 0, skipped: noSeeds, forgottenBelow: 0 };
  const { chain, plaintext } = await openOnChain(primitives, state, start, message);
  const sendRatchet = await generateKeyPair(env);
  const send = await rootStep(primitives, receive.rootKey, sendRatchet.privateKey, ratchetKey);
  const next: SessionState = {
    ...state,
    rootKey: send.rootKey,
    sendRatchet,
    sendChainKey: send.chainKey,
    sendCounter: 0,
    // The last counter used, not how many: what deployed peers send. Nobody reads it, chains are kept instead.
    previousCounter: Math.max(0, state.sendCounter - 1),
    receiverChains: [...state.receiverChains, chain].slice(-maxReceiverChains),
  };
  return { state: next, plaintext };
}

/** Opens a message with one state; that state is untouched whatever happens. The result is no longer pending. */
export async function ratchetDecrypt(
  env: CryptoEnv,
  state: SessionState,
  message: RatchetMessage,
): Promise<{ state: SessionState; plaintext: Uint8Array }> {
  const index = chainIndex(state, message.ratchetKey);
  const known = state.receiverChains[index];
  const opened = known
    ? await openOnChain(env.primitives, state, known, message).then(({ chain, plaintext }) => ({
        state: { ...state, receiverChains: state.receiverChains.with(index, chain) },
        plaintext,
      }))
    : await openOnNewChain(env, state, message);
  return { state: { ...opened.state, pending: undefined }, plaintext: opened.plaintext };
}
