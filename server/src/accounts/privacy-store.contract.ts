// What every backend of `PrivacyStore` does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import type { AccountStore } from './account-store.ts';

const id = (digit: string) => digit.repeat(32) as AccountId;
const [alice, bob, carol] = [id('a'), id('b'), id('c')];
const MANY = 100;

export function privacyStoreContract(
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

  run('whoever has set nothing shows everything and has blocked nobody', async store => {
    assert.deepEqual(await store.privacy(alice), {
      version: 0,
      presence: 'everyone',
      readReceipts: true,
      groups: 'everyone',
      blocked: [],
    });
    assert.deepEqual(await store.privaciesAfter('', 10), []);
  });

  run('each change takes the next version, and one that changes nothing takes none', async store => {
    const change = (asked: object) => store.changePrivacy(alice, asked, MANY);
    await change({ block: carol });
    const blocked = await change({ block: bob });
    const two = { version: 2, presence: 'everyone', readReceipts: true, groups: 'everyone', blocked: [bob, carol] };
    assert.deepEqual(blocked, two);
    assert.deepEqual(await change({ block: bob, presence: 'everyone' }), two);
    await change({ unblock: carol });
    await change({ unblock: carol });
    assert.deepEqual(await change({ presence: 'nobody', readReceipts: false }), {
      version: 4,
      presence: 'nobody',
      readReceipts: false,
      groups: 'everyone',
      blocked: [bob],
    });
    await change({ groups: 'contacts' });
    const { version, groups } = await store.privacy(alice);
    assert.deepEqual([version, groups], [5, 'contacts']);
    assert.deepEqual(await store.privacy(bob), {
      version: 0,
      presence: 'everyone',
      readReceipts: true,
      groups: 'everyone',
      blocked: [],
    });
  });

  run('as many are blocked as may be, also by ten requests at once', async store => {
    const others = Array.from({ length: 10 }, (_, n) => String(n).padStart(32, '0') as AccountId);
    const done = await Promise.all(others.map(block => store.changePrivacy(alice, { block }, 3)));
    assert.equal(done.filter(each => each === 'full').length, 7);
    assert.equal((await store.privacy(alice)).blocked.length, 3);
    assert.equal((await store.privacy(alice)).version, 3);
  });

  run('who has blocked somebody is found among those asked about', async store => {
    await store.changePrivacy(alice, { block: carol }, MANY);
    await store.changePrivacy(bob, { block: carol }, MANY);
    assert.deepEqual(await store.blockers(carol, [alice, carol]), [alice]);
    assert.deepEqual(await store.blockers(carol, []), []);
    assert.deepEqual(await store.blockers(alice, [bob, carol]), []);
  });

  run('who lets not everyone add him is found with the hash of the key to show, the latest one', async store => {
    const put = (version: number, more: { addKeyHash?: string }) =>
      store.putProfile(alice, { version, body: Uint8Array.of(1), ...more });
    await put(1, { addKeyHash: '1'.repeat(64) });
    const all = [alice, bob, carol];
    await store.changePrivacy(bob, { block: carol }, MANY);
    assert.deepEqual(await store.addTerms(all), []);
    await store.changePrivacy(alice, { groups: 'contacts' }, MANY);
    await store.changePrivacy(bob, { groups: 'contacts' }, MANY);
    const terms = async () =>
      (await store.addTerms(all)).map(({ account, addKeyHash }) => [account[0], addKeyHash?.[0]]).toSorted();
    const [withKey, without] = [
      ['a', '1'],
      ['b', undefined],
    ];
    assert.deepEqual(await terms(), [withKey, without]);
    assert.deepEqual(await store.addTerms([carol]), []);
    assert.deepEqual(await store.addTerms([]), []);
    assert.equal(await put(1, { addKeyHash: '2'.repeat(64) }), false);
    await put(3, { addKeyHash: '3'.repeat(64) });
    assert.deepEqual(await terms(), [['a', '3'], without]);
    await put(4, {});
    assert.deepEqual(await terms(), [['a', undefined], without]);
    await put(5, { addKeyHash: '5'.repeat(64) });
    await store.changePrivacy(alice, { groups: 'nobody' }, MANY);
    assert.deepEqual(await terms(), [['a', undefined], without]);
    await store.remove(alice);
    await store.changePrivacy(bob, { groups: 'everyone' }, MANY);
    assert.deepEqual(await terms(), []);
  });

  run('all that have set something come in pages; who is removed is not among them', async store => {
    await store.changePrivacy(carol, { presence: 'nobody' }, MANY);
    await store.changePrivacy(alice, { block: bob }, MANY);
    const [first, ...none] = await store.privaciesAfter('', 1);
    assert.deepEqual([first?.account, first?.blocked, none.length], [alice, [bob], 0]);
    assert.deepEqual(
      (await store.privaciesAfter(alice, 10)).map(({ account }) => account),
      [carol],
    );
    await store.remove(alice);
    assert.deepEqual(await store.blockers(bob, [alice]), []);
    assert.equal((await store.privaciesAfter('', 10)).length, 1);
  });

  run('reports are kept up to a number, the newest', async store => {
    const report = (n: number) => ({
      id: String(n).padStart(32, '0'),
      at: n,
      reporter: alice,
      reported: bob,
      messages: '[{"text":"😀"}]',
    });
    for (const n of [1, 2, 3, 4]) await store.addReport(report(n), 3);
    assert.deepEqual(await store.reports(2), [report(4), report(3)]);
    assert.equal((await store.reports(10)).length, 3);
    assert.equal(await store.removeReport(report(3).id), true);
    assert.equal(await store.removeReport(report(3).id), false);
    assert.equal((await store.reports(10)).length, 2);
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
