// The last step of a registration: the device list and the keys are taken into use, and the device gets its token. The
// very same request may come again while the registration lives, because the answer to the first got lost with a
// connection or with this process: it then finishes what the first began, and gets a token of its own.
import { wire } from '@parley/protocol';
import type { StoredRegistration } from './account-store.ts';
import type { NewDevice, Outcome } from './accounts.ts';
import { isPinAsked } from './pins.ts';
import { checkRegisteredList } from './registration-list.ts';
import { expectedList, provesNumber, type RegistrationDeps, refuse, type Steps } from './registration-step.ts';
import { newSecret, secretHash } from './secrets.ts';

const TOKEN_BYTES = 32;

interface Completion {
  readonly idHash: string;
  readonly deviceList: Uint8Array;
  readonly keys: wire.KeyUpload;
  /** Names the request. Who only knows the registration and the public list cannot make it: it covers all the keys. */
  readonly hash: string;
}

export function createComplete(deps: RegistrationDeps): Steps['completeRegistration'] {
  const { store, clock } = deps;
  return async ({ registration, deviceList, keys: keyBytes }) => {
    const idHash = secretHash(registration);
    const keys = decodeKeys(keyBytes);
    const hash = secretHash(`${secretHash(deviceList)}.${secretHash(keyBytes)}`);
    const found = await store.registration(idHash);
    if (!found || found.expiresAt <= clock.now()) return refuse('registration_not_found');
    if (!found.account) return refuse('code_not_verified');
    if (!keys) return refuse('bad_keys', 'The uploaded keys cannot be decoded.');
    if (!found.completedBy && (await isPinAsked(deps, found))) return refuse('pin_needed');
    const completion = { idHash, deviceList, keys, hash };
    if (found.completedBy) return completeAgain(deps, found, completion);
    const outcome = await completeFirst(deps, found, completion);
    if (outcome) return outcome;
    const since = await store.registration(idHash);
    if (since?.completedBy) return completeAgain(deps, since, completion);
    return refuse('bad_device_list', 'The account has changed meanwhile. Start the registration again.');
  };
}

/** Undefined: the account has changed meanwhile, perhaps by this very request, sent twice. */
async function completeFirst(
  deps: RegistrationDeps,
  found: StoredRegistration,
  { idHash, deviceList, keys, hash }: Completion,
): Promise<Outcome<NewDevice> | undefined> {
  const { store, clock, limits, checkKeys, onRegistered } = deps;
  const known = await store.account(found.account!);
  if (known && !provesNumber(found)) return refuse('registration_not_found');
  const expected = await expectedList(store, found.account!, known);
  const { account, device, listVersion: version } = expected;
  const checked = await checkRegisteredList(store, deviceList, expected, known, limits);
  if (!checked.ok) return refuse('bad_device_list', checked.problem);
  const keyProblem = checkKeys(checked.identityKey, keys); // before anything of the account's old devices ends
  if (keyProblem) return { ok: false, error: keyProblem };
  const token = newToken();
  const { kept = [] } = checked;
  const ended = (await store.devices(account)).filter(each => !kept.includes(each));
  const replaced = await store.replaceDevices({
    account,
    device,
    version,
    phone: found.phone,
    list: deviceList,
    identityKey: checked.identityKey,
    tokenHash: token.hash,
    now: clock.now(),
    ...(checked.kept ? { kept } : {}),
    inviteHash: found.inviteHash,
    completes: { idHash, hash },
  });
  if (replaced === 'no_invite') return refuse('invite_needed');
  if (replaced === 'changed') return undefined;
  const devices = [...kept, device];
  const problem = await onRegistered({ account, device, version, keys, devices, ended, isRepeat: false });
  return problem ?? { ok: true, value: { account, device, token: token.text } };
}

async function completeAgain(
  { store, onRegistered }: RegistrationDeps,
  found: StoredRegistration,
  { deviceList, keys, hash }: Completion,
): Promise<Outcome<NewDevice>> {
  const known = await store.account(found.account!);
  const [list] = known ? await store.deviceLists(known.account, known.listVersion) : [];
  // The account may have been registered anew since, with another list.
  if (found.completedBy !== hash || !known || !list || !Buffer.from(list).equals(deviceList)) {
    return refuse('registration_not_found');
  }
  const { account, listVersion: version } = known;
  const device = known.nextDevice - 1;
  const token = newToken();
  if (!(await store.replaceToken({ account, device }, token.hash))) return refuse('registration_not_found');
  const devices = await store.devices(account);
  const ended = Array.from({ length: device }, (_, i) => i + 1).filter(each => !devices.includes(each));
  const problem = await onRegistered({ account, device, version, keys, devices, ended, isRepeat: true });
  return problem ?? { ok: true, value: { account, device, token: token.text } };
}

function newToken(): { text: string; hash: string } {
  const text = newSecret(TOKEN_BYTES);
  return { text, hash: secretHash(Buffer.from(text, 'base64url')) };
}

function decodeKeys(bytes: Uint8Array): wire.KeyUpload | undefined {
  try {
    return wire.KeyUpload.decode(bytes);
  } catch {
    return undefined;
  }
}
