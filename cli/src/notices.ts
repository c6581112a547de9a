import type { ChatId, Client, Notice } from '@parley/client';
import { safeLine, timeText } from './terminal.ts';

/** What a person is told, and what to do about it. Undefined: of no concern to a person. */
export async function noticeText(client: Client, notice: Notice): Promise<string | undefined> {
  switch (notice.kind) {
    case 'security_code_changed': {
      const who = await nameOf(client, notice.account);
      return `${who} has a new safety number: they registered anew, or somebody sits in between. Compare it: parley verify ${who}`;
    }
    case 'missed':
      return `this inbox was full: ${notice.count} messages from ${timeText(notice.fromTs)} on are not coming; ask for them to be sent again`;
    case 'clock_wrong':
      return `this computer's clock is ${minutes(notice.offMs)} ${notice.offMs > 0 ? 'fast' : 'slow'}: set it right. Nothing is lost by it`;
    case 'list_conflict':
      return `the server shows different devices of ${await nameOf(client, notice.account)} to different people: do not trust it before you have compared safety numbers`;
    case 'untrusted_devices':
      return `the server shows devices of ${await nameOf(client, notice.account)} that their account's key does not confirm; nothing is sent to them`;
    case 'group_conflict':
      return `the history of the group ${await nameOf(client, notice.group)} does not hold (${notice.reason}): nothing is sent to it any more. Compare with its other members what they see, and make a new group`;
    case 'join_asked':
      return `${await nameOf(client, notice.account)} asks to be let into ${await nameOf(client, notice.group)}`;
    case 'resend_asked':
      return `a device of ${await nameOf(client, notice.account)} that a message was not meant for asks for it; it was not sent again`;
    case 'act_refused':
      return `${refusedActs[notice.act]} in the chat with ${await nameOf(client, notice.chat)} was not taken: ${safeLine(notice.error.message)}`;
    case 'account_key_offered':
      return 'another of your devices offers to make this the one that links and unlinks: parley main-device';
    case 'problem':
      return notice.error.code === 'unreachable' ? undefined : safeLine(notice.error.message);
  }
}

const refusedActs = {
  edit: 'an edit',
  deletion: 'a deletion for everyone',
  reaction: 'a reaction',
  pin: 'a pinning',
  timer: 'the timer of messages',
} as const;

/** As the account or the group is called; else its number, else its id. */
export async function nameOf(client: Client, id: string): Promise<string> {
  const { name, phone, username } = await client.chat(id as ChatId);
  return safeLine(name ?? phone ?? (username ? `@${username}` : id));
}

function minutes(offMs: number): string {
  const total = Math.round(Math.abs(offMs) / 60_000);
  return total < 120
    ? `${total} minutes`
    : total < 2_880
      ? `${Math.round(total / 60)} hours`
      : `${Math.round(total / 1_440)} days`;
}
