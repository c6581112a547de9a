// The account's side of a link: reads the code of a new device, puts the device on the list, hands the account over.
import { fromHex, idBytes, limits, wire } from '@parley/protocol';
import type { Client } from '../client.ts';
import type { Context } from '../context.ts';
import { decodePublicKey, generateIdentityKeyPair } from '../crypto/crypto.ts';
import type { AccountKey } from '../devices/account-key.ts';
import { deviceName } from '../devices/own-devices.ts';
import type { Draft } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import type { Http } from '../http/http.ts';
import { wireOwnProfile } from '../profiles/own-profile-wire.ts';
import { type AccountRow, type ProfileRow, SELF } from '../store/schema.ts';
import { createLinkChannel, type LinkChannel } from './link-channel.ts';
import { parseLinkCode } from './link-code.ts';
import { ANSWER, createLinkMailbox, HANDOVER, OPENING } from './link-messages.ts';

export type LinkingDeps = Context & { readonly http: Http; readonly accountKey: AccountKey };

/** `Client.linkDevice`. */
export async function linkDevice(
  text: string,
  deps: LinkingDeps,
  signal?: AbortSignal,
): ReturnType<Client['linkDevice']> {
  const { env, http, clock, work, accountKey } = deps;
  const { link, key: newDevice } = parseLinkCode(text);
  const row = await ownList(deps);
  const ephemeral = await generateIdentityKeyPair(env);
  const channel = await createLinkChannel(ephemeral, { link, newDevice, accountDevice: ephemeral.publicKey }, env);
  const mailbox = createLinkMailbox(http, link, clock, signal);
  await mailbox.write(OPENING, await opening(ephemeral.publicKey, row, channel));
  const answer = answerIn(await channel.open(await mailbox.read(ANSWER)));
  let device = 0;
  const listed = await accountKey.changeList(({ devices, nextDevice }) => {
    device = nextDevice;
    const added = { device, name: answer.name, identityKey: answer.identityKey };
    return { devices: [...devices, added], added: { keys: answer.keys, tokenHash: answer.tokenHash } };
  }, signal);
  const profile = await work.run(draft => withAssetSecret(draft, env));
  const picture = profile.avatar ? await work.get('avatars', profile.account) : undefined;
  const handover = handoverOf(listed, device, profile, picture?.bytes);
  await mailbox.write(HANDOVER, await channel.seal(handover));
  return { device, name: answer.name };
}

/** Before the person walks any further. Throws `no_account_key`, `too_many_devices`. */
async function ownList({ work, profile, accountKey }: LinkingDeps): Promise<AccountRow> {
  const row = await work.get('accounts', profile.account);
  if (!row || !(await accountKey.isHere())) throw new ParleyError('no_account_key');
  if (row.devices.length >= limits.maxDevices) throw new ParleyError('too_many_devices');
  return row;
}

async function opening(ephemeralKey: Uint8Array, row: AccountRow, channel: LinkChannel): Promise<Uint8Array> {
  const offer = wire.LinkOffer.encode({ account: idBytes(row.account), accountKey: row.accountKey }).finish();
  return wire.LinkOpening.encode({ ephemeralKey, sealed: await channel.seal(offer) }).finish();
}

function answerIn(bytes: Uint8Array) {
  try {
    const { identityKey, deviceName: name, keys, tokenHash } = wire.LinkAnswer.decode(bytes);
    if (tokenHash.length !== 32) throw new ParleyError('link_broken');
    return { identityKey: decodePublicKey(identityKey.slice()), name: deviceName(name), keys, tokenHash };
  } catch (cause) {
    throw new ParleyError('link_broken', { cause });
  }
}

function handoverOf(row: AccountRow, device: number, profile: ProfileRow, avatar: Uint8Array | undefined): Uint8Array {
  const { phone, assetSecret } = profile;
  return wire.LinkHandover.encode({
    device,
    listVersion: row.version,
    listHash: fromHex(row.hashes[row.version] ?? ''),
    phone,
    profile: wireOwnProfile(profile, avatar),
    ...(assetSecret ? { assetSecret } : {}),
  }).finish();
}

/** All devices of an account know the same, so that what one has uploaded the others need not. */
async function withAssetSecret(draft: Draft, env: Context['env']): Promise<ProfileRow> {
  const row = await draft.get('profile', SELF);
  if (!row) throw new ParleyError('not_registered');
  const profile = { ...row, assetSecret: row.assetSecret ?? env.random(32) };
  draft.put('profile', profile);
  return profile;
}
