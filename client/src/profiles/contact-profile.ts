// How others say they want to be shown. It proves nothing: what can't be shown as a name or a picture is left out.
import type { AccountId, wire } from '@parley/protocol';
import type { Draft } from '../drafts/draft.ts';
import { avatarRow, isPicture } from './avatar.ts';
import { isName } from './name.ts';

export async function keepName(draft: Draft, account: AccountId, name: string): Promise<void> {
  const contact = await draft.get('contacts', account);
  if (contact?.name !== name && isName(name)) draft.put('contacts', { ...contact, account, name });
}

export async function keepProfile(draft: Draft, account: AccountId, profile: wire.Profile.$Properties): Promise<void> {
  await keepName(draft, account, profile.name ?? '');
  const { avatar: _, ...contact } = (await draft.get('contacts', account)) ?? { account };
  const bytes = profile.avatar ?? new Uint8Array();
  if (bytes.length === 0) {
    draft.remove('avatars', account);
    draft.put('contacts', contact);
  } else if (isPicture(bytes)) {
    // A copy: what came in is a piece of a whole frame.
    const row = avatarRow(account, bytes.slice());
    draft.put('avatars', row);
    draft.put('contacts', { ...contact, avatar: row.hash });
  }
}
