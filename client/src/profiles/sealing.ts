// The own profile as it is put at the server: what is for whom is decided by the layer it is in.
import type { Context } from '../context.ts';
import { ParleyError } from '../errors.ts';
import type { OwnSealedProfile } from '../http/profiles.ts';
import type { ProfileRow } from '../store/schema.ts';
import { addKeyHash } from './add-key.ts';
import { type ProfileFields, sealProfile } from './profile-cipher.ts';
import type { ProfileAudience } from './profile-client.ts';

export async function sealOwn(
  row: ProfileRow,
  { work, env }: Pick<Context, 'work' | 'env'>,
): Promise<OwnSealedProfile> {
  const { account, name, about, aboutFor = 'contacts', avatarFor = 'contacts', profileVersion = 0 } = row;
  if (!row.profileKeys) throw new ParleyError('internal');
  const avatar = row.avatar ? (await work.get('avatars', account))?.bytes : undefined;
  const fieldsFor = (audience: ProfileAudience): ProfileFields => ({
    ...(about && aboutFor === audience ? { about } : {}),
    ...(avatar && avatarFor === audience ? { avatar } : {}),
  });
  const content = { name, ...fieldsFor('everyone'), forContacts: fieldsFor('contacts') };
  const place = { account, version: profileVersion };
  const profile = await sealProfile(content, row.profileKeys, place, env.random);
  return { version: profileVersion, profile, addKeyHash: addKeyHash(row.profileKeys.contactKey, env) };
}
