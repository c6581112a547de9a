import type { ClientEvents, Notice } from './client.ts';
import type { Clock } from './clock.ts';
import type { CryptoEnv } from './crypto/crypto.ts';
import type { Work } from './drafts/work.ts';
import type { Events } from './events.ts';
import type { ProfileRow } from './store/schema.ts';

/** What all parts of one client share. */
export interface Context {
  readonly profile: ProfileRow;
  readonly work: Work;
  readonly env: CryptoEnv;
  readonly clock: Clock;
  readonly events: Events<ClientEvents>;
  /** What a person should be told. */
  readonly notify: (notice: Notice) => void;
}
