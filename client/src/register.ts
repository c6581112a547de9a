// Makes a store into a device: phone number and code, keys, the first signed device list, an access token. Everything
// is kept in one commit at the end; a registration that breaks off before leaves nothing behind.
import { wire } from '@parley/protocol';
import { abortable } from './abort.ts';
import type { Client } from './client.ts';
import { systemClock } from './clock.ts';
import { createBackoff } from './connection/backoff.ts';
import { type CryptoEnv, generateIdentityKeyPair, type IdentityKeyPair } from './crypto/crypto.ts';
import { followChain, ownRow } from './devices/chain.ts';
import { buildDeviceList, openDeviceList } from './devices/device-list.ts';
import { ParleyError } from './errors.ts';
import { type ConfirmedRegistration, completeRegistration, confirmCode, startRegistration } from './http/api.ts';
import { createHttp, type Http, serverUrl, tokenBytes } from './http/http.ts';
import { makeKeys, oneTimeBatch, uploadOf } from './keys/prekeys.ts';
import { type ClientParts, openClient, platformEnv } from './open-client.ts';
import { normalPhone } from './phone.ts';
import { checkName } from './profiles/name.ts';
import type { ProfileKeys } from './profiles/profile-cipher.ts';
import { newProfileKeys } from './profiles/profile-keys.ts';
import type { AskPin } from './recovery/asking-pin.ts';
import type { AskRecoveryCode, RecoveredAccount, RecoveryPlace } from './recovery/recovering.ts';
import { SELF } from './store/schema.ts';
import type { Store, Write } from './store/store.ts';
import { writeOf } from './store/write-of.ts';

export interface RegisterOptions extends ClientParts {
  readonly server: string;
  /** In international form: +15550100001. */
  readonly phone: string;
  /** What contacts see. */
  readonly name: string;
  /** What the own list of devices calls this one; 'primary' when absent. */
  readonly deviceName?: string;
  readonly store: Store;
  readonly invite?: string;
  /** Asks the person for the code; again when it was wrong, with what the server said. */
  readonly code: (info: CodeInfo) => Promise<string>;
  /** Asked where the account has a PIN; again when it was wrong or came too early, with what the server said. Absent: `pin_needed`. */
  readonly pin?: AskPin;
  /** Asked once the number is confirmed; again when the code was wrong. Absent: the account gets a new key. */
  readonly recoveryCode?: AskRecoveryCode;
  readonly signal?: AbortSignal;
}

export interface CodeInfo {
  readonly digits: number;
  readonly expiresAt: number;
  /** From 1. */
  readonly attempt: number;
  /** Why it is asked again. */
  readonly error?: ParleyError;
  /** Only from a development server on the same machine. */
  readonly developmentCode?: string;
}

/** About half a minute in all: a person is looking on. */
const completionTries = 6;
const completionWaits = { firstMs: 1_000, maxMs: 15_000 };

export async function register(options: RegisterOptions): Promise<Client> {
  const { store, name, signal } = options;
  if (await store.get('profile', SELF)) throw new ParleyError('already_registered');
  checkName(name);
  const server = serverUrl(options.server);
  const phone = normalPhone(options.phone);
  const http = createHttp({ server, ...(options.fetch ? { fetch: options.fetch } : {}) });
  const { registration, confirmed } = await confirmPhone(http, phone, options);
  if (confirmed.isPinAsked) await (await import('./recovery/asking-pin.ts')).askForPin(http, registration, options);
  const env = options.env ?? (await platformEnv());
  const recovered = await recover({ http, registration, account: confirmed.account, env, signal }, confirmed, options);
  const device = await makeDevice(confirmed, { ...options, env }, recovered);
  const { deviceList, upload } = device;
  const keys = wire.KeyUpload.encode(upload).finish();
  const complete = () => completeRegistration(http, registration, deviceList, keys, signal);
  const token = await untilAnswered(complete, options);
  const { account, device: number } = confirmed;
  const { identity, accountKey } = device;
  const own = { server, account, device: number, phone, name, token: tokenBytes(token), identity, accountKey };
  const { profileKeys } = device;
  const shown = { ...own, profileKeys, profileVersion: 1, unpublished: true } as const;
  const profile = recovered ? { ...shown, assetSecret: recovered.assetSecret, groupsUnknown: true as const } : shown;
  const verified = (recovered?.verified ?? []).map(row => writeOf('contacts', row));
  const contact = writeOf('contacts', { account, phone, name });
  await store.commit([writeOf('profile', profile), ...verified, contact, ...device.writes]);
  return openClient(options);
}

/** An answer that was lost may have made the device: the very same request gets its token, and nothing twice. */
async function untilAnswered(complete: () => Promise<string>, options: RegisterOptions): Promise<string> {
  const { clock = systemClock, random = Math.random, signal } = options;
  const backoff = createBackoff({ ...completionWaits, random });
  for (let tries = 1; ; tries++) {
    try {
      return await complete();
    } catch (error) {
      if (!(error instanceof ParleyError) || !error.temporary || tries === completionTries) throw error;
      const waiting = Promise.withResolvers<void>();
      const callOff = clock.after(error.retryAfterMs ?? backoff.nextDelayMs(), waiting.resolve);
      await abortable(waiting.promise, signal).finally(callOff);
    }
  }
}

async function confirmPhone(http: Http, phone: string, { invite, code, signal }: RegisterOptions) {
  const started = await startRegistration(http, { phone, ...(invite ? { invite } : {}) }, signal);
  const { registration, codeDigits: digits, expiresAt, developmentCode, invitedCode } = started;
  let error: ParleyError | undefined;
  for (let attempt = 1; ; attempt++) {
    const shown = developmentCode ? { developmentCode } : {};
    const ask = (): Promise<string> => code({ digits, expiresAt, attempt, ...shown, ...(error ? { error } : {}) });
    const given = invitedCode && attempt === 1 ? invitedCode : await ask();
    try {
      return { registration, confirmed: await confirmCode(http, registration, given.trim(), signal) };
    } catch (thrown) {
      if (!(thrown instanceof ParleyError) || thrown.code !== 'bad_code') throw thrown;
      error = thrown;
    }
  }
}

async function recover(
  place: RecoveryPlace,
  { isRecoverable }: ConfirmedRegistration,
  { recoveryCode }: RegisterOptions,
): Promise<RecoveredAccount | undefined> {
  if (!recoveryCode) return undefined;
  if (isRecoverable) return (await import('./recovery/recovering.ts')).recoverAccount(place, recoveryCode);
  if ((await recoveryCode({ isKept: false, attempt: 1 })) === undefined) return undefined;
  throw new ParleyError('recovery_not_found');
}

interface NewDevice {
  readonly identity: IdentityKeyPair;
  readonly accountKey: IdentityKeyPair;
  readonly profileKeys: ProfileKeys;
  readonly deviceList: Uint8Array;
  readonly upload: wire.KeyUpload.$Properties;
  /** What the device must remember of it. */
  readonly writes: readonly Write[];
}

async function makeDevice(
  confirmed: ConfirmedRegistration,
  parts: RegisterOptions & { readonly env: CryptoEnv },
  recovered: RecoveredAccount | undefined,
): Promise<NewDevice> {
  const { account, device, listVersion: version, previousHash } = confirmed;
  const { env } = parts;
  const createdAt = (parts.clock ?? systemClock).now();
  const identity = await generateIdentityKeyPair(env);
  const accountKey = recovered?.accountKey ?? (await generateIdentityKeyPair(env));
  const own = { device, name: parts.deviceName ?? 'primary', identityKey: identity.publicKey };
  const devices = [...(recovered?.kept ?? []), own];
  const deviceList = buildDeviceList({ account, version, previousHash, devices, createdAt }, accountKey, env);
  const made = await makeKeys(identity, undefined, { signed: true, oneTime: oneTimeBatch }, createdAt, env);
  // Published with the registration itself.
  const keyring = { ...made.keyring, unpublished: [], signedUnpublished: false };
  const signed = wire.SignedDeviceList.decode(deviceList);
  const row = recovered
    ? (await followChain(recovered.row, account, [signed], env)).row
    : ownRow(await openDeviceList(signed, env));
  const writes: Write[] = [
    writeOf('accounts', row),
    writeOf('keyring', keyring),
    writeOf('connection', { epoch: 0 }),
    writeOf('inbox', { inboxEpoch: 0, cursor: 0, arrivals: 0, handed: 0 }),
    ...made.rows.map(row => writeOf('prekeys', row)),
  ];
  return { identity, accountKey, profileKeys: newProfileKeys(env), deviceList, upload: uploadOf(made.rows), writes };
}
