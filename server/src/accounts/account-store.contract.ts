// What every backend of `AccountStore` does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import type { AccountStore, DeviceChange, StoredRegistration } from './account-store.ts';

const id = (digit: string) => digit.repeat(32) as AccountId;
const hash = (digit: string) => digit.repeat(64);

const registration: StoredRegistration = {
  idHash: hash('1'),
  phone: '+15550100001',
  codeHash: hash('2'),
  attempts: 0,
  expiresAt: 1_000,
  inviteHash: null,
  account: null,
  completedBy: null,
  pinGiven: false,
};
const alice: DeviceChange = {
  account: id('a'),
  device: 1,
  phone: '+15550100001',
  version: 1,
  list: Uint8Array.of(1),
  identityKey: Uint8Array.of(5, 1),
  tokenHash: hash('3'),
  now: 10,
};
const again: DeviceChange = { ...alice, device: 2, version: 2, list: Uint8Array.of(2), tokenHash: hash('4') };
const bob: DeviceChange = { ...alice, account: id('b'), phone: '+15550100002', tokenHash: hash('5') };

export function accountStoreContract(
  name: string,
  open: (path: string) => Promise<AccountStore>,
  newPath: () => string,
): void {
  const run = (rule: string, body: (store: AccountStore) => Promise<void>) =>
    test(`${name}: ${rule}`, async () => {
      const store = await open(newPath());
      try {
        await body(store);
      } finally {
        await store.close();
      }
    });

  run('a registration is kept until it expires', async store => {
    await store.addRegistration(registration);
    await store.confirmRegistration(registration.idHash, id('a'));
    assert.deepEqual(await store.registration(registration.idHash), { ...registration, account: id('a') });
    await store.removeExpired(999);
    assert.ok(await store.registration(registration.idHash));
    await store.removeExpired(1_000);
    assert.equal(await store.registration(registration.idHash), undefined);
  });

  run('a registration is confirmed for one account, also by 20 requests at a time', async store => {
    await store.addRegistration(registration);
    const accounts = Array.from({ length: 20 }, (_, n) => String(n).padStart(32, '0') as AccountId);
    const answers = await Promise.all(accounts.map(account => store.confirmRegistration(registration.idHash, account)));
    assert.equal(new Set(answers).size, 1);
    assert.equal((await store.registration(registration.idHash))?.account, answers[0]);
    assert.equal(await store.confirmRegistration(hash('9'), id('a')), undefined);
  });

  run(
    'an account that is removed has no devices and no number; its lists stay, and the number is for a new account',
    async store => {
      await store.replaceDevices(alice);
      await store.addRegistration({ ...registration, account: id('a') });
      assert.equal(await store.remove(id('a')), true);
      assert.deepEqual((await store.account(id('a')))?.phone, '');
      assert.deepEqual(await store.devices(id('a')), []);
      assert.equal(await store.deviceByToken(alice.tokenHash), undefined);
      assert.equal(await store.registration(registration.idHash), undefined);
      assert.equal(await store.accountByPhone(alice.phone), undefined);
      assert.deepEqual(await store.deviceLists(id('a'), 1), [alice.list]);
      assert.deepEqual(await store.accountsAfter('', 10), [
        { account: id('a'), phone: '', listVersion: 2, nextDevice: 2, devices: [] },
      ]);
      const ended = new Map([[id('a'), { version: 2, list: undefined }]]);
      assert.deepEqual(await store.latestLists([id('a')]), ended, 'told apart from all lists it has had');
      assert.equal(await store.replaceDevices({ ...bob, phone: alice.phone }), 'replaced');
      assert.equal(await store.remove(id('a')), true, 'again');
      assert.deepEqual(await store.latestLists([id('a')]), ended);
      assert.equal(await store.remove(id('c')), false);
    },
  );

  run('what a recovery code opens is replaced as a whole, counted, and goes with its account key', async store => {
    await store.replaceDevices(alice);
    assert.equal(await store.recovery(id('a')), undefined);
    const versions = await Promise.all([1, 2, 3].map(byte => store.setRecovery(id('a'), Uint8Array.of(byte), 20)));
    assert.deepEqual(versions.toSorted(), [1, 2, 3]);
    const kept = await store.recovery(id('a'));
    assert.deepEqual([kept?.version, kept?.createdAt, kept?.backup.length], [3, 20, 1]);
    await store.replaceDevices({ ...again, kept: [1] });
    assert.deepEqual(await store.devices(id('a')), [1, 2]);
    assert.equal((await store.recovery(id('a')))?.version, 3);
    await store.replaceDevices({ ...again, device: 3, version: 3, tokenHash: hash('6') });
    assert.deepEqual(await store.devices(id('a')), [3]);
    assert.equal(await store.recovery(id('a')), undefined);
  });

  run('tries at a PIN are let in one by one, also when 20 come together, and a right one begins anew', async store => {
    const pin = { salt: Uint8Array.of(1), hash: Uint8Array.of(2) };
    const waitAfterMs = (tries: number) => (tries < 3 ? 0 : 100);
    const attempt = (now: number) => store.countPinTry(id('a'), now, waitAfterMs);
    await store.replaceDevices(alice);
    await store.addRegistration({ ...registration, account: id('a') });
    assert.equal(await attempt(5), 0, 'no PIN');
    await store.setPin(id('a'), pin, 5);
    assert.deepEqual(await store.pin(id('a')), { ...pin, setAt: 5 });
    const waits = await Promise.all(Array.from({ length: 20 }, () => attempt(10)));
    assert.deepEqual([waits.filter(ms => ms === 0).length, Math.max(...waits)], [3, 100]);
    assert.equal(await attempt(109), 1);
    assert.equal(await attempt(110), 0);
    await store.pinGiven(id('a'), registration.idHash);
    assert.equal((await store.registration(registration.idHash))?.pinGiven, true);
    assert.deepEqual([await attempt(111), await attempt(111)], [0, 0]);
    await store.replaceDevices({ ...again, kept: [] });
    assert.ok(await store.pin(id('a')), 'under the same account key');
    await store.replaceDevices({ ...again, device: 3, version: 3, tokenHash: hash('6') });
    assert.equal(await store.pin(id('a')), undefined);
    await store.setPin(id('a'), pin, 6);
    await store.setPin(id('a'), undefined, 7);
    assert.equal(await store.pin(id('a')), undefined);
  });

  run('a change of devices marks the registration it completes, and only when it is made', async store => {
    const completedBy = async () => (await store.registration(registration.idHash))?.completedBy;
    await store.addRegistration(registration);
    const completes = { idHash: registration.idHash, hash: hash('6') };
    await store.replaceDevices(alice);
    assert.equal(await store.replaceDevices({ ...alice, completes }), 'changed');
    assert.equal(await completedBy(), null);
    assert.equal(await store.replaceDevices({ ...again, completes }), 'replaced');
    assert.equal(await completedBy(), hash('6'));
  });

  run('a registration is completed once, also by 50 requests at a time', async store => {
    const completedBy = (n: number) => String(n).padStart(64, '0');
    await store.addRegistration(registration);
    const complete = (n: number, change: DeviceChange) => {
      const completes = { idHash: registration.idHash, hash: completedBy(n) };
      return store.replaceDevices({ ...change, tokenHash: completedBy(n), completes });
    };
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => complete(n, alice)));
    assert.equal(answers.filter(answer => answer === 'changed').length, 49);
    const winner = completedBy(answers.indexOf('replaced'));
    assert.equal((await store.registration(registration.idHash))?.completedBy, winner);
    assert.deepEqual(await store.deviceByToken(winner), { account: alice.account, device: 1 });
    assert.equal(await complete(77, again), 'changed', 'nor for the next list');
    assert.equal((await store.account(alice.account))?.listVersion, 1);
  });

  run('a token is replaced on a device that has one', async store => {
    await store.replaceDevices(alice);
    assert.equal(await store.replaceToken(alice, hash('7')), true);
    assert.equal(await store.hasToken(alice), true);
    assert.equal(await store.deviceByToken(alice.tokenHash), undefined);
    assert.deepEqual(await store.deviceByToken(hash('7')), { account: alice.account, device: 1 });
    await store.removeToken(alice);
    assert.equal(await store.hasToken(alice), false);
    assert.equal(await store.hasToken({ ...alice, device: 99 }), false);
    for (const device of [1, 2]) {
      assert.equal(await store.replaceToken({ account: alice.account, device }, hash('8')), false);
    }
    assert.equal(await store.deviceByToken(hash('8')), undefined);
  });

  run('parallel guesses all count', async store => {
    await store.addRegistration(registration);
    const counts = await Promise.all(Array.from({ length: 20 }, () => store.countAttempt(registration.idHash)));
    assert.deepEqual(
      counts.sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    assert.equal(await store.countAttempt(hash('9')), Number.POSITIVE_INFINITY, 'nothing to guess at');
  });

  run('codes are counted together within a window, and anew after it', async store => {
    const asked = async (name: string, now: number) => (await store.countCode(name, now, 100)).asked;
    const counts = await Promise.all(Array.from({ length: 20 }, () => asked(hash('1'), 5)));
    assert.deepEqual(
      counts.sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    assert.deepEqual(await store.countCode(hash('1'), 104, 100), { asked: 21, endsAt: 105 });
    assert.equal(await asked(hash('2'), 104), 1);
    assert.deepEqual(await store.countCode(hash('1'), 105, 100), { asked: 1, endsAt: 205 });
    await store.removeExpired(204);
    assert.deepEqual(await Promise.all([asked(hash('1'), 204), asked(hash('2'), 204)]), [2, 1]);
  });

  run('an account is found by number, id and token', async store => {
    assert.equal(await store.replaceDevices(alice), 'replaced');
    const stored = { account: alice.account, phone: alice.phone, listVersion: 1, nextDevice: 2 };
    assert.deepEqual(await store.accountByPhone(alice.phone), stored);
    assert.deepEqual(await store.account(alice.account), stored);
    assert.deepEqual(await store.accountsByPhone([bob.phone, alice.phone]), new Map([[alice.phone, alice.account]]));
    assert.deepEqual(await store.accountsByPhone([]), new Map());
    assert.deepEqual(await store.deviceByToken(alice.tokenHash), { account: alice.account, device: 1 });
    assert.deepEqual(await store.identityKey(alice), alice.identityKey);
  });

  run('a new list ends the devices before it; the lists go on and stay', async store => {
    await store.replaceDevices(alice);
    assert.equal(await store.replaceDevices(again), 'replaced');
    assert.deepEqual(await store.devices(alice.account), [2]);
    assert.equal(await store.deviceByToken(alice.tokenHash), undefined);
    assert.equal(await store.identityKey(alice), undefined);
    assert.equal((await store.account(alice.account))?.nextDevice, 3);
    assert.deepEqual(await store.deviceLists(alice.account, 1), [alice.list, again.list]);
    assert.deepEqual(await store.deviceLists(alice.account, 2), [again.list]);
    assert.deepEqual(
      await store.latestLists([alice.account, id('f')]),
      new Map([[alice.account, { version: 2, list: again.list }]]),
    );
    assert.equal((await store.latestLists([])).size, 0);
  });

  run('of parallel changes from one version, one wins and the others change nothing', async store => {
    await store.replaceDevices(alice);
    const changes = ['4', '6', '7'].map(digit => store.replaceDevices({ ...again, tokenHash: hash(digit) }));
    assert.deepEqual((await Promise.all(changes)).filter(answer => answer === 'replaced').length, 1);
    assert.equal((await store.deviceLists(alice.account, 1)).length, 2);
    assert.equal(await store.replaceDevices({ ...bob, phone: alice.phone }), 'changed', 'a number has one account');
    assert.equal(await store.account(bob.account), undefined);
  });

  run('a removed token ends; the device stays', async store => {
    await store.replaceDevices(alice);
    await store.removeToken(alice);
    assert.equal(await store.deviceByToken(alice.tokenHash), undefined);
    assert.deepEqual(await store.devices(alice.account), [1]);
  });

  run('accounts are paged by id, with their devices', async store => {
    await store.replaceDevices(bob);
    await store.replaceDevices(alice);
    const [first] = await store.accountsAfter('', 1);
    assert.deepEqual([first?.account, first?.devices], [alice.account, [1]]);
    assert.deepEqual(
      (await store.accountsAfter(alice.account, 5)).map(({ account }) => account),
      [bob.account],
    );
  });

  run('an invite is used as often as it says, also in parallel, and not after its time', async store => {
    const claim = (n: number, inviteHash: string, now = 99) =>
      store.replaceDevices({
        ...alice,
        account: String(n).padStart(32, '0') as AccountId,
        phone: `+1555010${1_000 + n}`,
        tokenHash: String(n).padStart(64, '0'),
        inviteHash,
        now,
      });
    await store.addInvite({ hash: hash('8'), uses: 3, expiresAt: 100 });
    const claimed = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(n, hash('8'))));
    assert.equal(claimed.filter(answer => answer === 'replaced').length, 3);
    assert.equal(claimed.filter(answer => answer === 'no_invite').length, 7);
    assert.equal((await store.accountsAfter('', 20)).length, 3, 'nothing stays of a claim that was refused');
    assert.equal(await store.isInviteValid(hash('8'), 99), false);
    await store.addInvite({ hash: hash('9'), uses: 1, expiresAt: 100 });
    assert.equal(await claim(50, hash('9'), 100), 'no_invite');
    const taken = claimed.indexOf('replaced');
    assert.equal(await claim(taken, hash('9')), 'changed');
    assert.equal(await store.isInviteValid(hash('9'), 99), true, 'a change that was not made takes no use');
  });

  run('a list is the next one only of the account as it is, and changes its devices with it', async store => {
    await store.replaceDevices(alice);
    const added = { device: 2, identityKey: Uint8Array.of(5, 2), tokenHash: hash('6') };
    const two = { account: id('a'), version: 2, list: Uint8Array.of(2), removed: [], added, now: 20 };
    const tries = await Promise.all(Array.from({ length: 5 }, () => store.changeDevices(two)));
    assert.equal(tries.filter(Boolean).length, 1, 'one of several at a time');
    assert.equal(await store.changeDevices({ ...two, version: 9 }), false);
    const rows = await store.deviceRows(id('a'));
    assert.deepEqual(
      rows.map(({ device, createdAt, lastActiveAt }) => ({ device, createdAt, lastActiveAt })),
      [
        { device: 1, createdAt: 10, lastActiveAt: undefined },
        { device: 2, createdAt: 20, lastActiveAt: undefined },
      ],
    );
    assert.deepEqual(await store.deviceByToken(hash('6')), { account: id('a'), device: 2 });
    assert.equal((await store.account(id('a')))?.nextDevice, 3);
    const one = { account: id('a'), version: 3, list: Uint8Array.of(3), removed: [2], now: 30 };
    assert.equal(await store.changeDevices(one), true);
    assert.deepEqual(await store.devices(id('a')), [1]);
    assert.equal(await store.deviceByToken(hash('6')), undefined);
    assert.equal((await store.account(id('a')))?.nextDevice, 3, 'numbers are never used again');
    assert.equal((await store.deviceLists(id('a'), 1)).length, 3);
  });

  run('when a device was there last never goes back', async store => {
    await store.replaceDevices(alice);
    const device = { account: id('a'), device: 1 };
    await store.keepActive([
      { device, at: 200 },
      { device: { account: id('b'), device: 1 }, at: 200 },
    ]);
    await store.keepActive([{ device, at: 100 }]);
    assert.equal((await store.deviceRows(id('a')))[0]?.lastActiveAt, 200);
  });

  run('a message of a link is written once and gone with the link', async store => {
    await store.addLink(hash('7'), 1_000);
    const [first, other] = [Uint8Array.of(1), Uint8Array.of(2)];
    assert.equal(await store.linkMessage(hash('7'), 1, 0), 'none');
    assert.equal(await store.putLinkMessage(hash('7'), 1, first, 0), 'kept');
    assert.equal(await store.putLinkMessage(hash('7'), 1, first, 0), 'kept', 'the answer may have got lost');
    assert.equal(await store.putLinkMessage(hash('7'), 1, other, 0), 'taken');
    assert.deepEqual(Uint8Array.from((await store.linkMessage(hash('7'), 1, 0)) as Uint8Array), first);
    assert.equal(await store.linkMessage(hash('7'), 1, 1_000), undefined);
    assert.equal(await store.putLinkMessage(hash('7'), 2, first, 1_000), 'unknown');
    await store.removeExpired(1_000);
    assert.equal(await store.linkMessage(hash('7'), 1, 0), undefined);
    assert.equal(await store.putLinkMessage(hash('8'), 1, first, 0), 'unknown');
  });

  run(
    'a user name has one account, stays with it for a while when it is given up, and is not changed too often',
    async store => {
      await store.replaceDevices(alice);
      await store.replaceDevices(bob);
      const [a, b] = [id('a'), id('b')];
      const set = (account: AccountId, name: string | undefined, now: number) =>
        store.setUsername({ account, name, now, heldMs: 100, most: 3 });
      assert.deepEqual(
        [await set(a, 'alice', 0), await set(a, 'alice', 1), await set(b, 'alice', 1)],
        ['set', 'set', 'taken'],
      );
      assert.deepEqual(await store.accountsByUsername(['alice', 'bob']), new Map([['alice', a]]));
      assert.equal(await set(a, 'ally', 2), 'set');
      assert.equal(await set(b, 'alice', 50), 'taken', 'it is held for whoever had it');
      assert.equal(await store.username(a), 'ally');
      assert.equal(await set(a, 'alice', 3), 'set', 'they may have it back');
      assert.equal(await set(a, 'alicia', 4), 'set');
      assert.equal(await set(a, 'alison', 5), 'too_often');
      assert.equal(await set(a, undefined, 6), 'set');
      assert.equal(await store.username(a), undefined);
      assert.deepEqual(await store.accountsByUsername(['alice', 'alicia']), new Map());
      assert.equal(await set(b, 'alice', 200), 'set');
      const both = await Promise.all([set(a, 'same', 300), set(b, 'same', 300)]);
      assert.deepEqual(both.toSorted(), ['set', 'taken']);
      await store.remove(b);
      assert.equal(await store.username(b), undefined);
    },
  );

  run('a profile is replaced by a later one only, also by ten at once, and goes with its account', async store => {
    await store.replaceDevices(alice);
    const [a, b] = [id('a'), id('b')];
    const put = (version: number) => store.putProfile(a, { version, body: new Uint8Array(34_000).fill(version) });
    assert.equal(await store.profile(a), undefined);
    assert.deepEqual([await put(1), await put(3), await put(2), await put(3)], [true, true, false, false]);
    const kept = await store.profile(a);
    assert.deepEqual([kept?.version, kept?.body.length, kept?.body[33_999]], [3, 34_000, 3]);
    const atOnce = await Promise.all(Array.from({ length: 10 }, () => put(4)));
    assert.equal(atOnce.filter(Boolean).length, 1);
    assert.equal(await store.profile(b), undefined);
    await store.remove(a);
    assert.equal(await store.profile(a), undefined);
  });
}
