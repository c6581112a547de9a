import type { Chat, Client, Group, GroupInvite } from '@parley/client';
import { nameOf } from './notices.ts';
import { bold, dim, red, safeLine, safeText, timeText } from './terminal.ts';

export function groupLine({ id, name = '', group, unread }: Chat): string {
  const size = `${group?.members ?? 0} members`;
  const state = group?.role ? `you are ${group.role}` : 'you are no member';
  return [bold(safeLine(name)), dim(`${id}  ${size}, ${state}`), unread > 0 ? `(${unread} new)` : '']
    .filter(Boolean)
    .join('  ');
}

export async function groupText(client: Client, group: Group): Promise<string> {
  const lines = [`${bold(safeLine(group.name))}  ${dim(group.id)}`];
  if (group.description) lines.push(safeText(group.description));
  if (group.conflict) lines.push(red('The history of this group does not hold: nothing is sent to it any more.'));
  if (!group.role) lines.push('You are not a member.');
  const { announcementsOnly, timerS } = group.settings;
  if (announcementsOnly) lines.push('Only admins write.');
  if (timerS > 0) lines.push(`Messages vanish after ${timerS} s.`);
  for (const { account, role } of group.members) {
    const name = account === client.account ? 'you' : await nameOf(client, account);
    const id = name === account ? '' : `  ${dim(account)}`; // nothing else is known of some
    lines.push(`  ${name}${role === 'member' ? '' : ` (${role})`}${id}`);
  }
  for (const invite of group.invites) lines.push(`  ${inviteLine(invite)}`);
  return `${lines.join('\n')}\n`;
}

export function inviteLine({ id, link, uses, maxUses, expiresAt, approval }: GroupInvite): string {
  const limits = [
    maxUses === undefined ? `${uses} joined` : `${uses} of ${maxUses} joined`,
    ...(expiresAt === undefined ? [] : [`until ${timeText(expiresAt)}`]),
    ...(approval ? ['an admin lets people in'] : []),
  ];
  return `${link ?? `link ${id.slice(2, 18)}… of another device`}  ${dim(limits.join(', '))}`;
}
