// Fetches the profiles of others when there is a new one, and opens them.
import type { AccountId } from '@parley/protocol';
import type { Context } from '../context.ts';
import { asParleyError, errorInfo } from '../errors.ts';
import type { Http } from '../http/http.ts';
import { fetchProfile } from '../http/profiles.ts';
import { keepProfile } from './contact-profile.ts';

export interface ProfileReading {
  /** Somebody has told of a profile that is not known here. */
  wake(account: AccountId): void;
  /** A connection has opened: what could not be had before is asked for again. */
  opened(): void;
  /** As it is now; resolves also where it cannot be had. */
  refresh(account: AccountId): Promise<void>;
}

export function createProfileReading({ work, notify, http }: Context & { readonly http: Http }): ProfileReading {
  const waiting = new Set<AccountId>();
  let running = false;

  async function read(account: AccountId): Promise<void> {
    const known = (await work.get('contacts', account))?.profile;
    if (!known) return;
    const there = await fetchProfile(http, account);
    // An older one than was told: it is still on its way, and is told again when it is there.
    if (!there || there.version < known.version) return;
    const { openProfile } = await import('./profile-cipher.ts'); // not to be loaded before the list is shown
    const opened = await openProfile(there.profile, known, { account, version: there.version });
    if (opened) await work.run(draft => keepProfile(draft, account, known, there.version, opened));
  }

  async function readAll(): Promise<void> {
    if (running) return;
    running = true;
    for (const account of waiting) {
      waiting.delete(account);
      try {
        await read(account);
      } catch (error) {
        const failure = asParleyError(error);
        if (failure.code !== 'unreachable') notify({ kind: 'problem', error: errorInfo(failure) });
        if (failure.temporary) waiting.clear(); // the next connection finds them again
      }
    }
    running = false;
  }

  async function findUnread(): Promise<void> {
    for (const { account, profile } of await work.list('contacts')) {
      if (profile && profile.read !== profile.version) waiting.add(account);
    }
    await readAll();
  }

  return {
    wake(account) {
      waiting.add(account);
      void readAll();
    },
    opened: () => void findUnread().catch(() => {}), // of a client that is being closed
    refresh: account => read(account).catch(() => {}),
  };
}
