// What every backend of `Sessions` does.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { AccountId, DeviceAddress } from '@parley/protocol';
import type { Sessions } from './sessions.ts';

const alice: DeviceAddress = { account: 'a1'.repeat(16) as AccountId, device: 1 };
const alicesTablet: DeviceAddress = { ...alice, device: 2 };
const bob: DeviceAddress = { account: 'b0'.repeat(16) as AccountId, device: 1 };

export function sessionsContract(name: string, create: (t: TestContext) => Sessions | Promise<Sessions>): void {
  test(`${name}: a registered device is found, each device for itself`, async t => {
    const sessions = await create(t);
    await sessions.register(alice, { gateway: 'g1', connectionEpoch: 1 });
    await sessions.register(bob, { gateway: 'g2', connectionEpoch: 9 });
    assert.deepEqual(await sessions.lookup([bob, alicesTablet, alice]), [
      { gateway: 'g2', connectionEpoch: 9 },
      undefined,
      { gateway: 'g1', connectionEpoch: 1 },
    ]);
  });

  test(`${name}: D11 the highest connection epoch wins, whichever comes first`, async t => {
    const sessions = await create(t);
    await sessions.register(alice, { gateway: 'g1', connectionEpoch: 5 });
    assert.deepEqual(await sessions.register(alice, { gateway: 'g2', connectionEpoch: 6 }), {
      kind: 'registered',
      displaced: { gateway: 'g1', connectionEpoch: 5 },
    });
    assert.deepEqual(await sessions.register(alice, { gateway: 'g3', connectionEpoch: 5 }), {
      kind: 'stale',
      highest: 6,
    });
    assert.deepEqual(await sessions.lookup([alice]), [{ gateway: 'g2', connectionEpoch: 6 }]);
  });

  test(`${name}: a replayed connection epoch is refused`, async t => {
    const sessions = await create(t);
    await sessions.register(alice, { gateway: 'g1', connectionEpoch: 5 });
    assert.deepEqual(await sessions.register(alice, { gateway: 'g2', connectionEpoch: 5 }), {
      kind: 'stale',
      highest: 5,
    });
  });

  test(`${name}: D6 a late unregister of a displaced connection does not take the new one away`, async t => {
    const sessions = await create(t);
    await sessions.register(alice, { gateway: 'g1', connectionEpoch: 1 });
    await sessions.register(alice, { gateway: 'g2', connectionEpoch: 2 });
    await sessions.unregister(alice, { gateway: 'g1', connectionEpoch: 1 });
    await sessions.unregister(alice, { gateway: 'g1', connectionEpoch: 2 });
    sessions.bounced(alice, { gateway: 'g1', connectionEpoch: 1 });
    assert.deepEqual(await sessions.lookup([alice]), [{ gateway: 'g2', connectionEpoch: 2 }]);
    await sessions.unregister(alice, { gateway: 'g2', connectionEpoch: 2 });
    assert.deepEqual(await sessions.lookup([alice]), [undefined]);
  });

  test(`${name}: D11 a gateway may register again what it holds`, async t => {
    const sessions = await create(t);
    const held = { gateway: 'g1', connectionEpoch: 3 };
    await sessions.register(alice, held);
    assert.deepEqual(await sessions.register(alice, held), { kind: 'registered' });
    assert.deepEqual(await sessions.lookup([alice]), [held]);
  });

  test(`${name}: all connected devices of accounts are found, and no others`, async t => {
    const sessions = await create(t);
    const tablet = { ...alice, device: alice.device + 1 };
    const other = { account: 'f'.repeat(32) as typeof alice.account, device: 1 };
    const session = { gateway: 'g1', connectionEpoch: 1 };
    for (const device of [alice, tablet, other]) await sessions.register(device, session);
    await sessions.unregister(tablet, session);
    await sessions.register(tablet, { gateway: 'g2', connectionEpoch: 2 });
    const found = await sessions.lookupAccounts([alice.account, 'e'.repeat(32) as typeof alice.account]);
    const told = found.map(({ device, session }) => `${device.device} ${session.gateway} ${session.connectionEpoch}`);
    assert.deepEqual(told.sort(), [`${alice.device} g1 1`, `${tablet.device} g2 2`]);
    assert.deepEqual(await sessions.lookupAccounts([]), []);
  });

  test(`${name}: D6 a bounce hides nobody who is connected`, async t => {
    const sessions = await create(t);
    await sessions.register(alice, { gateway: 'g1', connectionEpoch: 3 });
    assert.deepEqual(await sessions.lookup([alice]), [{ gateway: 'g1', connectionEpoch: 3 }]);
    await sessions.register(alice, { gateway: 'g2', connectionEpoch: 4 });
    sessions.bounced(alice, { gateway: 'g1', connectionEpoch: 3 });
    assert.deepEqual(await sessions.lookup([alice]), [{ gateway: 'g2', connectionEpoch: 4 }]);
  });
}
