// Who is typing, in a line.
import type { AccountId } from '@parley/client';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { isolated } from './bidi.ts';

/** Without `nameOf`: in a chat with one person, whose name stands there already. */
export function typingLine(
  typists: ReadonlyMap<AccountId, 'text' | 'voice'>,
  nameOf?: (account: AccountId) => string,
): string {
  const [first] = typists;
  if (!first) return '';
  const [account, kind] = first;
  if (!nameOf) return kind === 'voice' ? m.typing_voice() : m.typing_text();
  if (typists.size > MOST_NAMES) return m.typing_many({ count: typists.size });
  const name = isolated(nameOf(account));
  if (typists.size === 1) return kind === 'voice' ? m.typing_voice_by({ name }) : m.typing_text_by({ name });
  const names = [...typists.keys()].map(id => isolated(nameOf(id)));
  return m.typing_both({ names: new Intl.ListFormat(localeTag(), { type: 'conjunction' }).format(names) });
}

/** More are counted. */
const MOST_NAMES = 2;
