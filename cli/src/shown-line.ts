// A message, or what happened to a chat, as lines of a terminal.
import type { ChatNotice, Client, Message } from '@parley/client';
import { nameOf } from './notices.ts';
import { dim, messageLine, red, safeLine, timeText } from './terminal.ts';

export async function shownLine(client: Client, message: Message): Promise<string> {
  const author = message.outgoing ? 'you' : await nameOf(client, message.author);
  if (!message.notice) return messageLine(message, author);
  const { kind } = message.notice;
  const paint = alarming.has(kind) ? red : dim;
  return `${dim(timeText(message.ts))} ${paint(`· ${await noticeLine(client, message.notice, author)}`)}`;
}

const alarming: ReadonlySet<ChatNotice['kind']> = new Set([
  'security_code_changed',
  'devices_conflict',
  'group_conflict',
  'group_unverified',
]);

async function noticeLine(client: Client, notice: ChatNotice, author: string): Promise<string> {
  const name = (account: string) => (account === client.account ? 'you' : nameOf(client, account));
  const names = async (accounts: readonly string[]) => (await Promise.all(accounts.map(name))).join(', ');
  switch (notice.kind) {
    case 'security_code_changed':
      return `The safety number of ${author} has changed.`;
    case 'devices_conflict':
      return `The server shows devices of ${author} that cannot be right: compare safety numbers.`;
    case 'timer_changed':
      return notice.timerS > 0
        ? `New messages vanish after ${spanText(notice.timerS)}, by ${author}.`
        : `New messages stay, by ${author}.`;
    case 'message_pinned':
      return `${author} pinned a message.`;
    case 'group_created':
      return `${author} made the group ${safeLine(notice.name)}.`;
    case 'group_added':
      return `${author} added ${await names(notice.accounts)}.`;
    case 'group_removed':
      return `${author} removed ${await names(notice.accounts)}.`;
    case 'group_left':
      return `${author} left.`;
    case 'group_joined':
      return `${author} joined by a link.`;
    case 'group_role':
      return `${await name(notice.account)} is now ${article(notice.role)}${notice.byRule ? '' : `, by ${author}`}.`;
    case 'group_renamed':
      return `${author} named the group ${safeLine(notice.name)}.`;
    case 'group_described':
      return `${author} changed the description.`;
    case 'group_icon':
      return `${author} changed the icon.`;
    case 'group_settings':
      return `${author} changed the settings.`;
    case 'group_invite_made':
      return `${author} made an invite link.`;
    case 'group_invite_revoked':
      return `${author} revoked an invite link.`;
    case 'group_registered_anew':
      return `${author} registered anew and is no longer a member.`;
    case 'group_account_ended':
      return `${author} is no longer a member: the account was deleted.`;
    case 'group_unverified':
      return 'Some messages could not be verified and are not shown.';
    case 'group_conflict':
      return 'The history of this group does not hold: nothing is sent to it any more.';
  }
}

function spanText(seconds: number): string {
  const units = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
  ] as const;
  const [size, unit] = units.find(([size]) => seconds % size === 0) ?? [1, 's'];
  return `${seconds / size} ${unit}`;
}

function article(role: string): string {
  return role === 'owner' ? 'the owner' : role === 'admin' ? 'an admin' : 'a member';
}
