// The new device's side of a link: shows a code, answers whoever has read it, and becomes a device of that account. Everything
// is kept in one commit at the end, as in register.ts.
import { sha256 } from '@noble/hashes/sha2.js';
import { type AccountId, accountIdFrom, equalBytes, limits, toHex, wire } from '@parley/protocol';
import type { Client } from '../client.ts';
import { systemClock } from '../clock.ts';
import { type CryptoEnv, decodePublicKey, generateIdentityKeyPair, type IdentityKeyPair } from '../crypto/crypto.ts';
import { followChain } from '../devices/chain.ts';
import { ListError } from '../devices/device-list.ts';
import { deviceName } from '../devices/own-devices.ts';
import { asParleyError, ParleyError } from '../errors.ts';
import { fetchDeviceLists } from '../http/api.ts';
import { startLink } from '../http/devices.ts';
import { createHttp, type Http, serverUrl, tokenText } from '../http/http.ts';
import { makeKeys, oneTimeBatch, uploadOf } from '../keys/prekeys.ts';
import { type ClientParts, openClient, platformEnv } from '../open-client.ts';
import { seenOf } from '../profiles/own-profile.ts';
import { ownProfileFrom } from '../profiles/own-profile-wire.ts';
import { type AccountRow, SELF } from '../store/schema.ts';
import type { Store, Write } from '../store/store.ts';
import { writeOf } from '../store/write-of.ts';
import { createLinkChannel, type LinkChannel } from './link-channel.ts';
import { linkCodeText } from './link-code.ts';
import { ANSWER, createLinkMailbox, HANDOVER, type LinkMailbox, OPENING } from './link-messages.ts';

export interface LinkOptions extends ClientParts {
  readonly server: string;
  readonly store: Store;
  /** What the account's list of devices calls this one. */
  readonly deviceName: string;
  /** The code to be read by a device of the account; called again with another one when it has expired. */
  readonly show: (code: ShownLink) => void;
  /** A device has read the code. */
  readonly answered?: () => void;
  readonly signal?: AbortSignal;
}

export interface ShownLink {
  /** For a QR code, or to be pasted. */
  readonly text: string;
  /** Milliseconds since 1970, by this device's clock. */
  readonly expiresAt: number;
}

/** Throws `link_broken`, `link_taken`, `untrusted_devices`, `unreachable`. */
export async function link(options: LinkOptions): Promise<Client> {
  const { store, signal, clock = systemClock } = options;
  if (await store.get('profile', SELF)) throw new ParleyError('already_registered');
  const server = serverUrl(options.server);
  const env = options.env ?? (await platformEnv());
  const http = createHttp({ server, ...(options.fetch ? { fetch: options.fetch } : {}) });
  deviceName(options.deviceName);
  for (;;) {
    const own = await generateIdentityKeyPair(env);
    const name = await startLink(http, signal);
    const mailbox = createLinkMailbox(http, name, clock, signal);
    options.show({
      text: linkCodeText({ link: name, key: own.publicKey }),
      expiresAt: clock.now() + limits.linkExpiryMs,
    });
    const opening = await mailbox.read(OPENING).catch(unlessExpired);
    if (!opening) continue;
    options.answered?.();
    await store.commit(await become({ ...options, server, env }, { own, link: name, mailbox, opening }));
    return openClient({ ...options, server });
  }
}

/** Nobody has read the code in time: another one is shown. */
function unlessExpired(error: unknown): undefined {
  if (asParleyError(error).code !== 'link_not_found') throw error;
}

interface Meeting {
  readonly own: IdentityKeyPair;
  readonly link: string;
  readonly mailbox: LinkMailbox;
  readonly opening: Uint8Array;
}

async function become(options: LinkOptions & { readonly env: CryptoEnv }, meeting: Meeting): Promise<Write[]> {
  const { env, server, clock = systemClock } = options;
  const { channel, account, accountKey } = await offerIn(meeting, env);
  const identity = await generateIdentityKeyPair(env);
  const token = env.random(32);
  const made = await makeKeys(identity, undefined, { signed: true, oneTime: oneTimeBatch }, clock.now(), env);
  const answer = wire.LinkAnswer.encode({
    identityKey: identity.publicKey,
    deviceName: deviceName(options.deviceName),
    keys: wire.KeyUpload.encode(uploadOf(made.rows)).finish(),
    tokenHash: sha256(token),
  }).finish();
  await meeting.mailbox.write(ANSWER, await channel.seal(answer));
  const handover = wire.LinkHandover.decode(await channel.open(await meeting.mailbox.read(HANDOVER)));
  const http = createHttp({ server, token: tokenText(token), ...(options.fetch ? { fetch: options.fetch } : {}) });
  const row = await ownList(http, { account, accountKey, handover, identity }, env);
  const { device, phone, assetSecret, profile: told } = handover;
  const { picture, ...shown } = ownProfileFrom(told ?? {}, account);
  const profile = {
    server,
    account,
    device,
    phone,
    token,
    identity,
    groupsUnknown: true as const,
    historyWanted: true as const,
    ...shown,
    profileVersion: told?.version ?? 0,
  };
  return [
    writeOf('profile', { ...profile, ...(assetSecret.length > 0 ? { assetSecret: assetSecret.slice() } : {}) }),
    writeOf('contacts', { account, phone, ...seenOf(shown) }),
    ...(picture ? [writeOf('avatars', picture)] : []),
    writeOf('accounts', row),
    writeOf('keyring', { ...made.keyring, unpublished: [], signedUnpublished: false }),
    writeOf('connection', { epoch: 0 }),
    writeOf('inbox', { inboxEpoch: 0, cursor: 0, arrivals: 0, handed: 0 }),
    ...made.rows.map(each => writeOf('prekeys', each)),
  ];
}

async function offerIn(
  { own, link, opening }: Meeting,
  env: CryptoEnv,
): Promise<{ channel: LinkChannel; account: AccountId; accountKey: Uint8Array }> {
  try {
    const { ephemeralKey, sealed } = wire.LinkOpening.decode(opening);
    const accountDevice = decodePublicKey(ephemeralKey.slice());
    const channel = await createLinkChannel(own, { link, newDevice: own.publicKey, accountDevice }, env);
    const { account, accountKey } = wire.LinkOffer.decode(await channel.open(sealed));
    return { channel, account: accountIdFrom(account), accountKey: accountKey.slice() };
  } catch (cause) {
    throw new ParleyError('link_broken', { cause });
  }
}

interface HandedOver {
  readonly account: AccountId;
  readonly accountKey: Uint8Array;
  readonly handover: wire.LinkHandover;
  readonly identity: IdentityKeyPair;
}

/** The account's lists as the server shows them: they must lead to the one that the other device has named. */
async function ownList(http: Http, handed: HandedOver, env: CryptoEnv): Promise<AccountRow> {
  const { account, accountKey, handover, identity } = handed;
  const { device, listVersion, listHash } = handover;
  const { lists } = await fetchDeviceLists(http, account, 1);
  try {
    const { row } = await followChain(undefined, account, lists, env);
    const isRight =
      equalBytes(row.accountKey, accountKey) &&
      row.hashes[listVersion] === toHex(listHash) &&
      row.devices.some(each => each.device === device) &&
      equalBytes(row.identities[device] ?? new Uint8Array(), identity.publicKey);
    if (!isRight) throw new ListError('chain', 'the list is not the one that the other device has signed');
    return row;
  } catch (cause) {
    if (cause instanceof ListError) throw new ParleyError('untrusted_devices', { cause });
    throw cause;
  }
}
