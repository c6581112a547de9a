// What a recovery code opens: kept for a device that holds the account key, handed to who has proved the number. Whoever holds
// the code has the account key; the server never has.
import { concatBytes, idBytes, type Limits, signedBytes, wire } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import { verifyXeddsa } from '../lib/xeddsa.ts';
import type { AccountStore } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { isPinAsked } from './pins.ts';
import { refuse } from './registration-step.ts';
import { secretHash } from './secrets.ts';

const HOUR_MS = 3_600_000;

interface RecoveriesDeps {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly limits: Limits;
}

export function createRecoveries({
  store,
  clock,
  limits,
}: RecoveriesDeps): Pick<Accounts, 'setRecovery' | 'recovery' | 'recoveryFor'> {
  return {
    async setRecovery(account, backup, signature) {
      if (backup.length > limits.maxRecoveryBytes) return refuse('too_large');
      const { list } = (await store.latestLists([account])).get(account) ?? {};
      if (!list) return refuse('unknown_account');
      const { accountKey } = wire.DeviceList.decode(wire.SignedDeviceList.decode(list).list);
      // A companion could otherwise put something in its place that no code opens.
      const signed = signedBytes('parley recovery 1', concatBytes(idBytes(account), backup));
      if (signature.length !== 64 || !verifyXeddsa(accountKey, signed, signature)) return refuse('bad_recovery');
      return { ok: true, value: { version: await store.setRecovery(account, backup, clock.now()) } };
    },
    async recovery(account) {
      const kept = await store.recovery(account);
      return kept && { version: kept.version, createdAt: kept.createdAt };
    },
    async recoveryFor(registration) {
      const found = await store.registration(secretHash(registration));
      if (!found || found.expiresAt <= clock.now() || found.completedBy) return refuse('registration_not_found');
      if (!found.account) return refuse('code_not_verified');
      if (await isPinAsked({ store, clock, limits }, found)) return refuse('pin_needed');
      const now = clock.now();
      const { asked, endsAt } = await store.countCode(secretHash(`recovery ${found.account}`), now, HOUR_MS);
      if (asked > limits.recoveryReadsPerHour) return refuse('rate_limited', undefined, endsAt - now);
      const kept = await store.recovery(found.account);
      if (!kept) return refuse('recovery_not_found');
      return { ok: true, value: { backup: kept.backup, deviceLists: await store.deviceLists(found.account, 1) } };
    },
  };
}
