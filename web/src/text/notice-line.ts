// What has happened to a chat, as one sentence (U24). Names are isolated; the own account is "you".
import type { AccountId, ChatNotice, Message } from '@parley/client';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { readableSpan } from '../i18n/spans.ts';
import { isolated } from './bidi.ts';

interface Words {
  readonly nameOf: (account: AccountId) => string;
  readonly own: string | undefined;
}

/** More are counted. */
const MOST_NAMES = 3;

type Said = ReturnType<typeof sayings>;

/** Empty for a message that is no notice. */
export function noticeLine(
  { notice, author, chat }: Pick<Message, 'notice' | 'author' | 'chat'>,
  words: Words,
): string {
  if (!notice) return '';
  if (notice.kind === 'security_code_changed') {
    return m.system_code_changed({ name: isolated(words.nameOf(chat as AccountId)) });
  }
  if (notice.kind === 'devices_conflict') {
    return m.system_devices_conflict({ name: isolated(words.nameOf(chat as AccountId)) });
  }
  if (notice.kind === 'timer_changed') return timerLine(notice.timerS, sayings(author, words));
  if (notice.kind === 'message_pinned') {
    return sayings(author, words).said(m.notice_pinned, m.notice_pinned_own);
  }
  return groupLine(notice, sayings(author, words));
}

function sayings(author: AccountId, { nameOf, own }: Words) {
  const by = isolated(nameOf(author));
  return {
    by,
    own,
    nameOf: (account: AccountId) => isolated(nameOf(account)),
    /** By whom, in the third person or the second. */
    said: (others: (inputs: { by: string }) => string, self: () => string) =>
      author === own ? self() : others({ by }),
  };
}

type GroupNotice = Exclude<
  ChatNotice,
  { kind: 'security_code_changed' | 'devices_conflict' | 'timer_changed' | 'message_pinned' }
>;

function groupLine(notice: GroupNotice, words: Said): string {
  const { said } = words;
  switch (notice.kind) {
    case 'group_created': {
      const name = isolated(notice.name);
      return said(
        ({ by }) => m.notice_created({ by, name }),
        () => m.notice_created_own({ name }),
      );
    }
    case 'group_renamed': {
      const name = isolated(notice.name);
      return said(
        ({ by }) => m.notice_renamed({ by, name }),
        () => m.notice_renamed_own({ name }),
      );
    }
    case 'group_added':
      return addedLine(notice.accounts, words);
    case 'group_removed':
      return removedLine(notice.accounts, words);
    case 'group_role':
      return roleLine(notice, words);
    case 'group_settings':
      return settingsLine(notice.settings);
    case 'group_unverified':
      return m.notice_unverified();
    case 'group_conflict':
      return m.notice_conflict();
    default: {
      const [others, self] = plain[notice.kind];
      return said(others, self);
    }
  }
}

const plain = {
  group_left: [m.notice_left, m.notice_left_own],
  group_joined: [m.notice_joined, m.notice_joined_own],
  group_described: [m.notice_described, m.notice_described_own],
  group_icon: [m.notice_icon, m.notice_icon_own],
  group_invite_made: [m.notice_invite_made, m.notice_invite_made_own],
  group_invite_revoked: [m.notice_invite_revoked, m.notice_invite_revoked_own],
  group_registered_anew: [m.notice_registered_anew, m.notice_registered_anew_own],
  group_account_ended: [m.notice_account_ended, m.notice_account_ended_own],
} as const;

function addedLine(accounts: readonly AccountId[], words: Said): string {
  const others = accounts.filter(account => account !== words.own);
  const names = listed(others, words);
  if (others.length === accounts.length) {
    return words.said(
      ({ by }) => m.notice_added({ by, names }),
      () => m.notice_added_own({ names }),
    );
  }
  return others.length === 0 ? m.notice_added_you(words) : m.notice_added_you_too({ by: words.by, names });
}

function removedLine(accounts: readonly AccountId[], words: Said): string {
  if (accounts.some(account => account === words.own)) return m.notice_removed_you(words);
  const names = listed(accounts, words);
  return words.said(
    ({ by }) => m.notice_removed({ by, names }),
    () => m.notice_removed_own({ names }),
  );
}

function roleLine({ account, role }: Extract<ChatNotice, { kind: 'group_role' }>, words: Said): string {
  const lines = {
    owner: [m.notice_owner, m.notice_owner_you],
    admin: [m.notice_admin, m.notice_admin_you],
    member: [m.notice_member, m.notice_member_you],
  } as const;
  const [others, self] = lines[role];
  return account === words.own ? self() : others({ name: words.nameOf(account) });
}

function settingsLine(settings: Extract<ChatNotice, { kind: 'group_settings' }>['settings']): string {
  const { announcementsOnly, adminsEditDetails, timerS } = settings;
  const lines = [
    announcementsOnly !== undefined && (announcementsOnly ? m.notice_admins_write() : m.notice_all_write()),
    adminsEditDetails !== undefined && (adminsEditDetails ? m.notice_admins_edit() : m.notice_all_edit()),
    timerS !== undefined && (timerS > 0 ? m.notice_timer({ time: readableSpan(timerS) }) : m.notice_timer_off()),
  ];
  return lines.filter(Boolean).join(' · ');
}

function timerLine(timerS: number, { said }: Said): string {
  if (timerS === 0) return said(m.notice_timer_off_by, m.notice_timer_off_own);
  const time = readableSpan(timerS);
  return said(
    ({ by }) => m.notice_timer_by({ by, time }),
    () => m.notice_timer_own({ time }),
  );
}

function listed(accounts: readonly AccountId[], { nameOf }: Said): string {
  const names = accounts.slice(0, MOST_NAMES).map(nameOf);
  if (accounts.length > MOST_NAMES) names.push(m.notice_more({ count: accounts.length - MOST_NAMES }));
  return new Intl.ListFormat(localeTag(), { type: 'conjunction' }).format(names);
}
