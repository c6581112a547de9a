// Where two devices meet that have nothing in common but what one has read off the other's screen: a few numbered messages,
// each written once, for minutes. What is in them is theirs.
import type { Limits } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import type { AccountStore } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { refuse } from './registration-step.ts';
import { newSecret, secretHash } from './secrets.ts';

const HOUR_MS = 3_600_000;
const ID_BYTES = 16;

interface LinksDeps {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly limits: Limits;
}

export function createLinks({
  store,
  clock,
  limits,
}: LinksDeps): Pick<Accounts, 'startLink' | 'putLinkMessage' | 'linkMessage'> {
  return {
    async startLink(address) {
      const now = clock.now();
      const { asked, endsAt } = await store.countCode(secretHash(`link ${address}`), now, HOUR_MS);
      if (asked > limits.linksPerAddressAndHour) return refuse('rate_limited', undefined, endsAt - now);
      await store.removeExpired(now);
      const link = newSecret(ID_BYTES);
      const expiresAt = now + limits.linkExpiryMs;
      await store.addLink(secretHash(link), expiresAt);
      return { ok: true, value: { link, expiresAt } };
    },
    async putLinkMessage(link, number, body) {
      const kept = await store.putLinkMessage(secretHash(link), number, body, clock.now());
      if (kept === 'kept') return { ok: true, value: undefined };
      return refuse(kept === 'taken' ? 'link_taken' : 'link_not_found');
    },
    async linkMessage(link, number) {
      const body = await store.linkMessage(secretHash(link), number, clock.now());
      if (body === undefined) return refuse('link_not_found');
      return { ok: true, value: body === 'none' ? undefined : body };
    },
  };
}
