// What every backend of `PresenceStore` does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, limits } from '@parley/protocol';
import type { AccountStore } from './account-store.ts';
import { createPresences } from './presence-service.ts';

const id = (digit: string) => digit.repeat(32) as AccountId;
const [alice, bob, carol] = [id('a'), id('b'), id('c')];
const MINUTE_MS = 60_000;

export function presenceStoreContract(
  name: string,
  open: (path: string) => Promise<AccountStore>,
  newPath: () => string,
): void {
  const run = (rule: string, body: (store: AccountStore) => Promise<void>) =>
    test(`${name}: ${rule}`, async () => {
      const store = await open(newPath());
      try {
        for (const [i, account] of [alice, bob, carol].entries()) await introduce(store, account, i);
        await body(store);
      } finally {
        await store.close();
      }
    });

  run('U33 when somebody was there last is kept to the minute, and never goes back', async store => {
    const { keepSeen, lastSeen } = createPresences({ store, limits });
    assert.deepEqual(await lastSeen([[alice, bob]]), [0]);
    await keepSeen([
      { account: bob, at: 2 * MINUTE_MS + 59_999 },
      { account: carol, at: 9 * MINUTE_MS },
    ]);
    await keepSeen([{ account: bob, at: MINUTE_MS }]);
    const pairs = [
      [alice, bob],
      [bob, alice],
      [bob, carol],
    ] as const;
    assert.deepEqual(await lastSeen(pairs), [2 * MINUTE_MS, 0, 9 * MINUTE_MS]);
    await keepSeen([{ account: bob, at: 3 * MINUTE_MS }]);
    assert.deepEqual(await lastSeen(pairs.slice(0, 1)), [3 * MINUTE_MS]);
    await store.remove(bob);
    await keepSeen([{ account: bob, at: 4 * MINUTE_MS }]);
    assert.deepEqual(await lastSeen(pairs.slice(0, 1)), [0]);
    assert.deepEqual(await lastSeen([]), []);
  });

  run('who lets nobody see him sees nobody, and nothing is kept of him', async store => {
    const { keepSeen, lastSeen } = createPresences({ store, limits });
    const both = [
      [alice, bob],
      [bob, alice],
    ] as const;
    const all = [alice, bob].map(account => ({ account, at: 5 * MINUTE_MS }));
    await keepSeen(all);
    await store.changePrivacy(alice, { presence: 'nobody' }, 1);
    await keepSeen(all.map(seen => ({ ...seen, at: 6 * MINUTE_MS })));
    assert.deepEqual(await lastSeen(both), [undefined, undefined]);
    await store.changePrivacy(alice, { presence: 'everyone' }, 1);
    assert.deepEqual(await lastSeen(both), [6 * MINUTE_MS, 0]);
  });

  run('F26 neither side of a block sees the other', async store => {
    const { lastSeen } = createPresences({ store, limits });
    await store.changePrivacy(alice, { block: bob }, 1);
    const pairs = [
      [alice, bob],
      [bob, alice],
      [carol, alice],
    ] as const;
    assert.deepEqual(await lastSeen(pairs), [undefined, undefined, 0]);
  });
}

async function introduce(store: AccountStore, account: AccountId, i: number): Promise<void> {
  await store.replaceDevices({
    account,
    device: 1,
    phone: `+1555010000${i}`,
    version: 1,
    list: Uint8Array.of(1),
    identityKey: Uint8Array.of(5),
    tokenHash: String(i).repeat(64),
    now: 1,
  });
}
