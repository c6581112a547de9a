// Starts sessions with devices from the bundles the server hands out, checked against the identity keys of the verified
// lists.
import { accountIdFrom, type DeviceAddress, type DeviceKey, deviceKey, limits, type wire } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { type CryptoEnv, CryptoError, type IdentityKeyPair, sessionInfo, startSession } from '../crypto/crypto.ts';
import { identityOf } from '../devices/directory.ts';
import type { Reader } from '../drafts/draft.ts';
import type { Work } from '../drafts/work.ts';
import { asParleyError, ParleyError } from '../errors.ts';
import { loadSession, saveSession, startOf } from './sessions.ts';

export interface SessionStarts {
  /**
   * Sees to a session with each device; one that was started here and never answered is started anew after 30 days.
   * `fresh`: one that was started here and not answered yet, so that the next message carries a key agreement whatever
   * became of the old session. Throws `keys_unavailable`, `untrusted_devices`.
   */
  ensure(devices: readonly DeviceAddress[], fresh?: boolean): Promise<void>;
  /** The same for all of them that have keys; resolves to those that have none to be used. */
  attempt(devices: readonly DeviceAddress[]): Promise<DeviceKey[]>;
}

export interface SessionStartsDeps {
  readonly work: Work;
  readonly env: CryptoEnv;
  readonly clock: Pick<Clock, 'now'>;
  readonly identity: IdentityKeyPair;
  readonly registrationId: number;
  readonly claim: (devices: readonly DeviceAddress[]) => Promise<wire.KeyBundle.$Properties[]>;
}

/**
 * As in libsignal. Who has not answered for so long has perhaps lost what it takes to read us, and its prekeys, on which all
 * that was sent since rests, get old. Times further off in either direction tell of a clock that was wrong.
 */
const maxUnansweredMs = 30 * 86_400_000;

export function createSessionStarts(deps: SessionStartsDeps): SessionStarts {
  const { work, clock } = deps;

  async function isReady(reader: Reader, device: DeviceAddress, fresh: boolean): Promise<boolean> {
    const key = deviceKey(device.account, device.device);
    const record = await loadSession(reader, key);
    if (!record) return false;
    if (!sessionInfo(record).unanswered) return !fresh;
    return Math.abs(clock.now() - (await startOf(reader, key))) <= maxUnansweredMs;
  }

  async function start(device: DeviceAddress, bundle: wire.KeyBundle.$Properties, fresh: boolean): Promise<void> {
    const { signedPrekey, kyberPrekey, oneTimePrekey } = bundle;
    if (bundle.unavailable || !signedPrekey || !kyberPrekey) throw new ParleyError('keys_unavailable');
    const key = deviceKey(device.account, device.device);
    await work.run(async draft => {
      if (await isReady(draft, device, fresh)) return; // its first message has come in meanwhile
      const record = await loadSession(draft, key);
      const identityKey = await identityOf(draft, device.account, device.device);
      if (!identityKey) throw new ParleyError('untrusted_devices');
      const theirBundle = {
        registrationId: device.device,
        identityKey,
        signedPreKey: publicPart(signedPrekey),
        kyberPreKey: publicPart(kyberPrekey),
        oneTimePreKey: oneTimePrekey ? publicPart(oneTimePrekey) : undefined,
      };
      const { identity: ownIdentity, registrationId: ownRegistrationId, env } = deps;
      const started = await startSession({ ownIdentity, ownRegistrationId, theirBundle, record }, env).catch(
        asUntrusted,
      );
      await saveSession(draft, key, started, clock.now());
    });
  }

  async function startAll(
    devices: readonly DeviceAddress[],
    fresh: boolean,
    failed: (device: DeviceAddress, error: unknown) => void,
  ): Promise<void> {
    const needed: DeviceAddress[] = [];
    for (const device of devices) if (!(await isReady(work, device, fresh))) needed.push(device);
    for (let at = 0; at < needed.length; at += limits.maxClaimsPerRequest) {
      const claims = needed.slice(at, at + limits.maxClaimsPerRequest);
      const bundles = await deps.claim(claims);
      for (const [i, device] of claims.entries()) checkOwner(bundles[i] ?? {}, device);
      // Together, so that they are made durable together.
      const starting = claims.map((device, i) =>
        start(device, bundles[i] ?? {}, fresh).catch(error => failed(device, error)),
      );
      await Promise.all(starting);
    }
  }

  return {
    ensure: (devices, fresh = false) =>
      startAll(devices, fresh, (_, error) => {
        throw error;
      }),
    async attempt(devices) {
      const without: DeviceKey[] = [];
      await startAll(devices, false, ({ account, device }, error) => {
        if (!unusable.has(asParleyError(error).code)) throw error;
        without.push(deviceKey(account, device));
      });
      return without;
    },
  };
}

const unusable: ReadonlySet<string> = new Set(['keys_unavailable', 'untrusted_devices']);

function checkOwner(bundle: wire.KeyBundle.$Properties, { account, device }: DeviceAddress): void {
  if (bundle.account?.length === 16 && accountIdFrom(bundle.account) === account && bundle.device === device) return;
  throw new ParleyError('bad_answer', { message: 'The server answered with the keys of another device.' });
}

function publicPart({ id, key, signature }: wire.SignedPreKey.$Properties) {
  return { id: id ?? 0, publicKey: key ?? new Uint8Array(), signature: signature ?? new Uint8Array() };
}

function asUntrusted(error: unknown): never {
  if (!(error instanceof CryptoError)) throw error;
  const message = "The server handed out keys that the recipient's device has not signed.";
  throw new ParleyError('untrusted_devices', { message, cause: error });
}
