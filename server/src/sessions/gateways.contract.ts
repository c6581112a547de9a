// What every backend of `Gateways` does. `create` makes an empty place where those that are opened find each other.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { GatewayEntry, Gateways } from './gateways.ts';

const g1: GatewayEntry = { id: 'g1', incarnation: 'a1', linkAddress: '10.0.0.1:7001', publicPort: 8443 };
const g2: GatewayEntry = { id: 'g2', incarnation: 'b1', linkAddress: '[::1]:7001', publicPort: 8443 };
const events = { onLost: () => assert.fail('nothing was lost') };

export function gatewaysContract(name: string, create: (t: TestContext) => Promise<() => Gateways>): void {
  test(`${name}: a gateway is found by all while it is announced`, async t => {
    const open = await create(t);
    const [one, two, looker] = [open(), open(), open()];
    assert.equal(await looker.find('g1'), undefined);
    await one.announce(g1, events);
    await two.announce(g2, events);
    assert.deepEqual(await looker.find('g1'), g1);
    assert.deepEqual(await one.find('g2'), g2);
    assert.deepEqual(await one.find('g1'), g1);
    assert.deepEqual(await looker.all(), [g1, g2]);
    assert.ok(one.isAnnounced() && looker.isAnnounced());
    await one.withdraw();
    looker.bounced('g1');
    assert.equal(await looker.find('g1'), undefined);
    assert.deepEqual(await looker.all(), [g2]);
  });

  test(`${name}: "gone" is never remembered`, async t => {
    const open = await create(t);
    const [one, looker] = [open(), open()];
    assert.equal(await looker.find('g1'), undefined);
    await one.announce(g1, events);
    assert.deepEqual(await looker.find('g1'), g1);
  });

  test(`${name}: one that starts again takes the place of its earlier incarnation, whose end does not touch it`, async t => {
    const open = await create(t);
    const [before, after, looker] = [open(), open(), open()];
    await before.announce(g1, events);
    const again = { ...g1, incarnation: 'a2', linkAddress: '10.0.0.9:7001' };
    await after.announce(again, events);
    await before.withdraw();
    looker.bounced('g1');
    assert.deepEqual(await looker.find('g1'), again);
    assert.deepEqual(await looker.all(), [again]);
  });
}
