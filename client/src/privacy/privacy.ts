// Blocks and settings are the server's to keep to, so it is asked and believed; a copy is here for what the device does
// itself. Devices of one account learn of a change by a word among themselves, or when they connect.
import { type AccountId, limits } from '@parley/protocol';
import type { ClientEvents } from '../client.ts';
import type { Context } from '../context.ts';
import { findMessage } from '../conversations.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Http } from '../http/http.ts';
import { fetchPrivacy, patchPrivacy, postReport, putBlock } from '../http/privacy.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { renewProfileKeys } from '../profiles/profile-keys.ts';
import type { Publishing } from '../profiles/publishing.ts';
import type { PrivacyRow } from '../store/schema.ts';
import { privacyOf } from './own-privacy.ts';
import type { Privacy, PrivacyClient } from './privacy-client.ts';

type Deps = Context & {
  readonly http: Http;
  readonly outbox: Pick<Outbox, 'enqueue'>;
  readonly publishing: Pick<Publishing, 'wake'>;
};

export interface PrivacyRoom extends PrivacyClient {
  /** The server has another version than this one knows, or may have. */
  heardOf(version: number): Promise<void>;
}

export function createPrivacy(deps: Deps): PrivacyRoom {
  const { work, http, profile, outbox } = deps;

  /** Answers may overtake each other: only a newer one counts. */
  async function keep(row: PrivacyRow, isOwnChange: boolean): Promise<Privacy> {
    return work.run(async draft => {
      const before = await privacyOf(draft);
      if (row.version <= before.version) return shown(before);
      draft.put('privacy', row);
      for (const account of changedBlocks(before, row)) await touch(draft, account);
      draft.after(() => deps.events.emit('privacy', shown(row)));
      if (isOwnChange && row.blocked.some(account => !before.blocked.includes(account))) {
        await renewProfileKeys(draft, deps);
        draft.after(deps.publishing.wake);
      }
      const own = await draft.get('accounts', profile.account);
      if (isOwnChange && (own?.devices.length ?? 0) > 1) {
        outbox.enqueue(draft, profile.account, newMessageId(), { kind: 'privacy_changed', version: row.version });
      }
      return shown(row);
    });
  }

  return {
    async block(account) {
      await keep(await putBlock(http, account, true), true);
    },
    async unblock(account) {
      await keep(await putBlock(http, account, false), true);
    },
    blocked: async () => (await privacyOf(work)).blocked,
    privacy: async () => shown(await privacyOf(work)),
    setPrivacy: async change => keep(await patchPrivacy(http, change), true),
    async report(account, messages) {
      const chosen = messages.slice(-limits.maxReportMessages);
      const found = await Promise.all(chosen.map(id => findMessage(work, id, deps)));
      const sent = found.flatMap(row => (row?.author === account && row.text ? [copyOf(row.ts, row.text)] : []));
      await postReport(http, account, sent);
    },
    async heardOf(version) {
      if (version !== (await privacyOf(work)).version) await keep(await fetchPrivacy(http), false);
    },
  };
}

const copyOf = (ts: number, text: string) => ({ ts, text: text.slice(0, limits.maxReportTextChars) });

function shown({ presence, readReceipts, groups, blocked }: PrivacyRow): ClientEvents['privacy'] {
  return { presence, readReceipts, groups, blocked };
}

function changedBlocks(before: PrivacyRow, after: PrivacyRow): AccountId[] {
  const isOneSided = (account: AccountId): boolean =>
    before.blocked.includes(account) !== after.blocked.includes(account);
  return [...before.blocked, ...after.blocked].filter(isOneSided);
}

/** What the list shows of the chat is told anew. */
async function touch(draft: Draft, account: AccountId): Promise<void> {
  const chat = await draft.get('chats', account);
  if (chat) draft.put('chats', chat);
}
