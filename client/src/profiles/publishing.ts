// Brings the own profile to the server, as often as it takes, and then tells those the person has written to.
import { isGroupId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { asParleyError, errorInfo, ParleyError } from '../errors.ts';
import type { Http } from '../http/http.ts';
import { fetchProfile, putProfile } from '../http/profiles.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { privacyOf } from '../privacy/own-privacy.ts';
import { type ProfileRow, SELF } from '../store/schema.ts';

export interface Publishing {
  /** There may be something to publish: when it was changed, and when a connection opens. */
  wake(): void;
  /** Resolves once what there was is published, or cannot be now. */
  settled(): Promise<void>;
}

type Deps = Context & { readonly http: Http; readonly outbox: Pick<Outbox, 'enqueue'> };

/** Another own device may be as quick a few times in a row. */
const MAX_TRIES = 5;
/** There is nothing in it but the name, which every content carries. */
const FIRST_VERSION = 1;

export function createPublishing(deps: Deps): Publishing {
  const { work, http, profile, notify } = deps;
  let running: Promise<void> | undefined;
  let again = false;

  async function publishAll(): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const row = await work.get('profile', SELF);
      if (!row?.unpublished || !row.profileKeys) return;
      const { sealOwn } = await import('./sealing.ts'); // not to be loaded before the list is shown
      const sealed = await sealOwn(row, deps);
      const { version } = sealed;
      try {
        await putProfile(http, sealed);
        await work.run(draft => published(draft, version));
      } catch (error) {
        if (asParleyError(error).code !== 'stale_profile') throw error;
        const there = (await fetchProfile(http, profile.account))?.version ?? 0;
        await work.run(draft => goBeyond(draft, there));
      }
    }
  }

  async function published(draft: Draft, version: number): Promise<void> {
    const { unpublished: _, ...row } = await stored(draft);
    if (row.profileVersion !== version) return; // changed meanwhile
    draft.put('profile', row);
    if (version === FIRST_VERSION) return;
    const { blocked } = await privacyOf(draft);
    for (const { chat, spoken } of await draft.list('chats')) {
      if (!spoken || chat === profile.account || isGroupId(chat) || blocked.includes(chat)) continue;
      deps.outbox.enqueue(draft, chat, newMessageId(), { kind: 'profile' });
    }
  }

  async function goBeyond(draft: Draft, version: number): Promise<void> {
    const row = await stored(draft);
    const next = Math.max(row.profileVersion ?? 0, version) + 1;
    draft.put('profile', { ...row, profileVersion: next });
  }

  async function run(): Promise<void> {
    do {
      again = false;
      await publishAll().catch(error => {
        // The next connection tries again.
        const failure = asParleyError(error);
        if (failure.code !== 'unreachable') notify({ kind: 'problem', error: errorInfo(failure) });
      });
    } while (again);
    running = undefined;
  }

  return {
    wake() {
      if (running) again = true;
      running ??= Promise.resolve().then(run);
    },
    async settled() {
      while (running) await running;
    },
  };
}

async function stored(draft: Draft): Promise<ProfileRow> {
  const row = await draft.get('profile', SELF);
  if (!row) throw new ParleyError('not_registered');
  return row;
}
