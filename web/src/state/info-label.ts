import { parseGroupId } from '@parley/protocol';
import { m } from '../i18n/messages.ts';

/** What the column beside a chat is called. */
export function infoLabel(chat: string): string {
  return parseGroupId(chat) ? m.groups_info() : m.shell_contact_info();
}
