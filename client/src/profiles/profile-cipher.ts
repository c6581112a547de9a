// A profile as it lies at the server: one layer for all who hold the key, and in it one for contacts. Each is bound to account
// and version, so the server can show none in the place of another, and padded to a few sizes.
import { type AccountId, concatBytes, idBytes, wire } from '@parley/protocol';
import { createAead, openRandomly, sealRandomly } from '../attachments/aead.ts';
import { padTo, unpad } from '../content/padding.ts';

export interface ProfileKeys {
  readonly key: Uint8Array;
  readonly contactKey: Uint8Array;
}

export interface ProfileFields {
  readonly about?: string;
  readonly avatar?: Uint8Array;
}

export interface ProfileContent extends ProfileFields {
  readonly name: string;
  readonly forContacts: ProfileFields;
}

export interface ProfilePlace {
  readonly account: AccountId;
  readonly version: number;
}

type Random = (length: number) => Uint8Array;

const SMALLEST_BYTES = 512;
const OUTER = 0;
const INNER = 1;

export async function sealProfile(
  { name, forContacts, ...shown }: ProfileContent,
  { key, contactKey }: ProfileKeys,
  place: ProfilePlace,
  random: Random,
): Promise<Uint8Array> {
  const inner = await seal(wire.ContactProfile.encode(forContacts).finish(), contactKey, place, INNER, random);
  return seal(wire.ShownProfile.encode({ ...shown, name, forContacts: inner }).finish(), key, place, OUTER, random);
}

/** What the keys open of it; undefined: nothing. */
export async function openProfile(
  sealed: Uint8Array,
  { key, contactKey }: Pick<ProfileKeys, 'key'> & Partial<ProfileKeys>,
  place: ProfilePlace,
): Promise<(ProfileFields & { readonly name: string }) | undefined> {
  const outer = await open(sealed, key, place, OUTER);
  if (!outer) return undefined;
  const shown = wire.ShownProfile.decode(outer);
  const inner = contactKey && (await open(shown.forContacts, contactKey, place, INNER));
  const own = inner ? wire.ContactProfile.decode(inner) : undefined;
  const about = own?.about || shown.about;
  const avatar = own?.avatar.length ? own.avatar : shown.avatar;
  return { name: shown.name, ...(about ? { about } : {}), ...(avatar.length > 0 ? { avatar: avatar.slice() } : {}) };
}

async function seal(
  plain: Uint8Array,
  key: Uint8Array,
  place: ProfilePlace,
  layer: number,
  random: Random,
): Promise<Uint8Array> {
  return sealRandomly(await createAead(key), padded(plain), random, boundTo(place, layer));
}

async function open(
  sealed: Uint8Array,
  key: Uint8Array,
  place: ProfilePlace,
  layer: number,
): Promise<Uint8Array | undefined> {
  try {
    return unpad(await openRandomly(await createAead(key), sealed, boundTo(place, layer)));
  } catch {
    return undefined; // another key's, or changed
  }
}

function boundTo({ account, version }: ProfilePlace, layer: number): Uint8Array {
  const number = new DataView(new ArrayBuffer(8));
  number.setBigUint64(0, BigInt(version));
  return concatBytes(idBytes(account), new Uint8Array(number.buffer), Uint8Array.of(layer));
}

/** To a power of two. */
function padded(plain: Uint8Array): Uint8Array {
  let length = SMALLEST_BYTES;
  while (length < plain.length + 1) length *= 2;
  return padTo(plain, length);
}
