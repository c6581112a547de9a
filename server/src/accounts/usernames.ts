import { type ErrorCode, type Limits, parseUsername, wireError } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import type { Accounts } from './accounts.ts';
import type { UsernameStore } from './username-store.ts';

interface Deps {
  readonly store: UsernameStore;
  readonly clock: Clock;
  readonly limits: Limits;
}

type Usernames = Pick<Accounts, 'lookupUsernames' | 'username' | 'setUsername'>;

export function createUsernames({ store, clock, limits }: Deps): Usernames {
  const refused = (code: ErrorCode) => ({ ok: false, error: wireError(code) }) as const;
  return {
    username: store.username,
    async lookupUsernames(names) {
      const parsed = names.map(parseUsername);
      const found = await store.accountsByUsername(parsed.filter(name => name !== undefined));
      return parsed.map(name => (name === undefined ? undefined : found.get(name)));
    },
    async setUsername(account, text) {
      const name = text === undefined ? undefined : parseUsername(text);
      if (text !== undefined && name === undefined) return refused('bad_username');
      const { usernameHoldMs: heldMs, usernamesPerHold: most } = limits;
      switch (await store.setUsername({ account, name, now: clock.now(), heldMs, most })) {
        case 'taken':
          return refused('username_taken');
        case 'too_often':
          return refused('username_too_often');
        default:
          return { ok: true, value: name };
      }
    },
  };
}
