import { equalBytes } from './bytes.ts';
import { decodePublicKey, generateKeyPair } from './curve.ts';
import { CryptoError } from './errors.ts';
import type { CryptoEnv, RandomBytes } from './primitives.ts';
import type { SenderKeyRecord, SenderKeyState } from './sender-key.ts';
import {
  decodeSenderKeyDistribution,
  distributionIdBytes,
  encodeSenderKeyDistribution,
  type SenderKeyMessageHeader,
} from './sender-key-messages.ts';

/** Messages under older keys of a sender stay readable this long; deployed peers keep as many. */
const maxStates = 5;
const noSeeds = new Uint8Array(0);

/** A random UUID (RFC 9562 §5.4), because peers print it and some check its form. */
function randomUuid(random: RandomBytes): Uint8Array {
  const id = random(distributionIdBytes).slice();
  id[6] = ((id[6] as number) & 0x0f) | 0x40;
  id[8] = ((id[8] as number) & 0x3f) | 0x80;
  return id;
}

/** 31 bits: some deployed peers read it as a signed number. */
function randomChainId(random: RandomBytes): number {
  return random(4).reduce((id, byte) => id * 256 + byte, 0) % 2 ** 31;
}

/** A new key of our own. Whoever must not read on never gets its distribution. */
export async function createSenderKey(env: CryptoEnv): Promise<SenderKeyRecord> {
  const distributionId = randomUuid(env.random);
  const chainId = randomChainId(env.random);
  const chainKey = env.random(32).slice();
  const { publicKey: signingKey, privateKey: signingPrivateKey } = await generateKeyPair(env);
  const chain = { chainKey, nextCounter: 0, skipped: noSeeds, forgottenBelow: 0 };
  return { states: [{ distributionId, chainId, signingKey, signingPrivateKey, chain }] };
}

/** The key to send with; `no_session` when the record is another device's. */
export function ownState(record: SenderKeyRecord) {
  const [state] = record.states;
  if (!state?.signingPrivateKey) throw new CryptoError('no_session', 'not a sender key of our own');
  return { ...state, signingPrivateKey: state.signingPrivateKey };
}

/**
 * What another device needs to read from the present iteration on, and nothing before it. It is a secret: send it
 * through the session with that device only.
 */
export function senderKeyDistribution(record: SenderKeyRecord): Uint8Array {
  const { distributionId, chainId, signingKey, chain } = ownState(record);
  const { chainKey, nextCounter: iteration } = chain;
  return encodeSenderKeyDistribution({ distributionId, chainId, iteration, chainKey, signingKey });
}

export function isNamed(state: SenderKeyState, name: Omit<SenderKeyMessageHeader, 'iteration'>): boolean {
  return state.chainId === name.chainId && equalBytes(state.distributionId, name.distributionId);
}

/**
 * Adds a key that the device whose record this is has sent through its session; it comes to the front. A key that is
 * there already keeps its progress, so that a repeated distribution opens no message twice; one of the same name with
 * another signing key takes its place. Throws `malformed`, `bad_key`; `record` then stands.
 */
export function acceptSenderKey(record: SenderKeyRecord | undefined, distribution: Uint8Array): SenderKeyRecord {
  const { distributionId, chainId, iteration, ...keys } = decodeSenderKeyDistribution(distribution);
  const signingKey = decodePublicKey(new Uint8Array(keys.signingKey));
  const states = record?.states ?? [];
  const known = states.find(state => isNamed(state, { distributionId, chainId }));
  const others = states.filter(state => state !== known);
  const state: SenderKeyState =
    known && equalBytes(known.signingKey, signingKey)
      ? known
      : {
          distributionId: new Uint8Array(distributionId),
          chainId,
          signingKey,
          signingPrivateKey: undefined,
          // What was sent before is not a repeat but out of our reach.
          chain: {
            chainKey: new Uint8Array(keys.chainKey),
            nextCounter: iteration,
            skipped: noSeeds,
            forgottenBelow: iteration,
          },
        };
  return { states: [state, ...others].slice(0, maxStates) };
}
