import type { AccountId, Message } from '@parley/client';
import { m } from '../i18n/messages.ts';
import { nameOfAccount, useNameOfAccount } from '../state/groups.ts';
import { useSession } from '../state/session.ts';

/** "You", or what the person is called here. */
export function useAuthorName(author: AccountId): string {
  const own = useSession(session => session.profile?.account);
  const nameOf = useNameOfAccount();
  return author === own ? m.message_you() : nameOf(author);
}

/** The same for use outside of a component. */
export function useNameOf(): (message: Message) => string {
  const profile = useSession(session => session.profile);
  return ({ author, outgoing }) => (outgoing ? profile?.name || m.message_you() : nameOfAccount(author));
}
