// The role accounts: who there is, their devices, and the public keys of these.
import type { Logger } from 'pino';
import { createAccounts } from '../accounts/account-service.ts';
import { openSqlAccountStore } from '../accounts/account-store-sql.ts';
import type { Accounts, CodeSender } from '../accounts/accounts.ts';
import { createConsoleCodeSender } from '../accounts/code-sender-console.ts';
import { createWebhookCodeSender } from '../accounts/code-sender-webhook.ts';
import type { Presences } from '../accounts/presence.ts';
import { createPresences } from '../accounts/presence-service.ts';
import type { Privacies } from '../accounts/privacy.ts';
import { createPrivacies } from '../accounts/privacy-service.ts';
import type { Config } from '../config.ts';
import { createKeys } from '../keys/key-service.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { openSqlKeyStore } from '../keys/key-store-sql.ts';
import type { Keys } from '../keys/keys.ts';
import { watchOwnFile } from '../lib/own-file.ts';
import type { Doors } from './doors.ts';
import type { Process } from './process.ts';
import { openRateLimits } from './rate-limits.ts';
import { sqlSource } from './sql-source.ts';

export interface OpenedAccounts {
  readonly accounts: Accounts;
  readonly keys: Keys;
  readonly privacies: Privacies;
  readonly presences: Presences;
}

export async function openAccounts(process: Process, doors: Doors): Promise<OpenedAccounts> {
  const { config, clock, limits, log, keep } = process;
  const store = await openSqlAccountStore(sqlSource(process, 'accounts'));
  keep(store.close);
  const keyStore = await openKeys(process);
  const rates = await openRateLimits(process);
  const keys = createKeys({ store: keyStore, identityKey: store.identityKey, rates, limits });
  const accounts = createAccounts({
    store,
    keys,
    codeSender: createCodeSender(config, log),
    clock,
    limits,
    registration: config.registration,
    log,
    async onDevicesChanged(account, version, devices) {
      await doors.messages.setDevices(account, version, devices);
      await doors.groups.devicesChanged(account);
    },
    async onDeviceRemoved(device, reason) {
      const forgotten = doors.push.forget(device).catch(error => {
        log.warn({ error }, 'push could not be told of a device that has ended; it asks before it pushes');
      });
      await doors.gateways.disconnect(device, reason);
      await forgotten;
    },
  });
  const privacies = createPrivacies({
    store,
    clock,
    limits,
    async onPrivacyChanged({ account, version, blocked }) {
      try {
        await doors.messages.setBlocks(account, version, blocked);
      } finally {
        void doors.gateways.privacyChanged(account); // nobody waits for a gateway that hangs: it looks by itself too
      }
    },
  });
  keep(accounts.close);
  const presences = createPresences({ store, limits });
  return { accounts, keys, privacies, presences };
}

function createCodeSender({ codeSender, codeWebhook, codeWebhookSecret }: Config, log: Logger): CodeSender {
  return codeSender === 'webhook'
    ? createWebhookCodeSender({ url: codeWebhook, secret: codeWebhookSecret })
    : createConsoleCodeSender(log);
}

/** An older copy would hand out one-time keys again, so a copy of whatever age hands out none that it came with (F28). */
async function openKeys(process: Process): Promise<KeyStore> {
  const source = sqlSource(process, 'keys');
  const { keep, log } = process;
  if (source.kind !== 'sqlite') {
    const store = await openSqlKeyStore(source);
    keep(store.close);
    return store;
  }
  const file = watchOwnFile(source.path);
  keep(file.end);
  const store = await openSqlKeyStore(source);
  keep(store.close);
  if (!file.isOwn) {
    const removed = await store.clearOneTime();
    log.warn(
      { removed },
      'the data folder is a copy or was restored: one-time prekeys are removed, devices upload new ones',
    );
  }
  file.begin();
  return store;
}
