// Keeps the device's published keys as they should be: on every connect, now and then, and after many were used (F27).

import type { wire } from '@parley/protocol';
import { limits } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { CryptoEnv, IdentityKeyPair } from '../crypto/crypto.ts';
import type { Work } from '../drafts/work.ts';
import type { KeyCount } from '../http/api.ts';
import { SELF } from '../store/schema.ts';
import {
  forgetRetired,
  isOutdated,
  isRotationDue,
  makeKeys,
  markPublished,
  oneTimeBatch,
  publishSignedAgain,
  storeKeys,
  unpublishedKeys,
} from './prekeys.ts';

export interface KeyMaintenance {
  /** Brings everything up to date; what can't be done now is left for the next time. Runs once at a time. */
  run(): Promise<void>;
  /** Somebody has started a session; without a one-time prekey when the server had none left. */
  sessionStarted(withOneTimeKey: boolean): void;
}

export interface KeyMaintenanceDeps {
  readonly work: Work;
  readonly env: CryptoEnv;
  readonly clock: Clock;
  readonly identity: IdentityKeyPair;
  readonly count: () => Promise<KeyCount>;
  readonly upload: (upload: wire.KeyUpload.$Properties) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

export function createKeyMaintenance(deps: KeyMaintenanceDeps): KeyMaintenance {
  const { work, env, clock, identity } = deps;
  let usedSinceCheck = 0;
  let running: Promise<void> | undefined;

  async function publish(): Promise<void> {
    for (;;) {
      const upload = await unpublishedKeys(work);
      if (!upload) return;
      await deps.upload(upload);
      await work.run(draft => markPublished(draft, upload));
    }
  }

  async function bringUpToDate(): Promise<void> {
    const now = clock.now();
    const keyring = await work.get('keyring', SELF);
    if (!keyring) return;
    const signed = isRotationDue(keyring, now);
    const count = await deps.count();
    const low = count.oneTimePreKeys + keyring.unpublished.length < limits.lowOneTimePreKeys;
    if (signed || low) {
      const made = await makeKeys(identity, keyring, { signed, oneTime: low ? oneTimeBatch : 0 }, now, env);
      await work.run(draft => storeKeys(draft, made, now));
    }
    // A server that was restored from a backup hands out signed keys that have been replaced since.
    if (!signed && isOutdated(count, keyring)) await work.run(publishSignedAgain);
    await publish();
    await work.run(draft => forgetRetired(draft, now));
  }

  function run(): Promise<void> {
    usedSinceCheck = 0;
    running ??= bringUpToDate()
      .catch(deps.failed)
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    run,
    sessionStarted(withOneTimeKey) {
      usedSinceCheck++;
      if (!withOneTimeKey || usedSinceCheck >= limits.lowOneTimePreKeys) void run();
    },
  };
}
