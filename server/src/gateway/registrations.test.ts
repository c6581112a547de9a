// A gateway whose sessions fail, forget, or belong to somebody else by now.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeTable, type DeviceAddress } from '@parley/protocol';
import type { Session, Sessions } from '../sessions/sessions.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import {
  alice,
  bob,
  crowd,
  isDelivered,
  isLive,
  isSent,
  messagesOf,
  numberedId,
  roundTrip,
  sendTo,
  start,
} from './test-gateway.ts';

/** Sessions that can be out of reach, and emptied. */
function createSessions() {
  let inside = createMemorySessions();
  const own = {
    isDown: false,
    registrations: 0,
    empty: () => {
      inside = createMemorySessions();
    },
    where: async (device: DeviceAddress): Promise<Session | undefined> => (await inside.lookup([device]))[0],
  };
  const answer = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (own.isDown) throw new Error('for the test');
    return ask();
  };
  const sessions: Sessions = {
    register(...args) {
      own.registrations++;
      return answer(() => inside.register(...args));
    },
    unregister: (...args) => answer(() => inside.unregister(...args)),
    lookup: (...args) => answer(() => inside.lookup(...args)),
    lookupAccounts: (...args) => answer(() => inside.lookupAccounts(...args)),
    bounced: () => undefined,
  };
  return Object.assign(own, { sessions });
}

/** Lets the promises of a step come to their end; nothing in one waits for anything else. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

test('D11 while sessions fail, messages are found within seconds; when they are back, devices are registered', async t => {
  const own = createSessions();
  const gateway = await start(t, { sessions: own.sessions });
  own.isDown = true;
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await b.next(isLive);
  assert.equal(gateway.gateway.stats().unregistered, 2);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  gateway.advance(2_000);
  await roundTrip(b);
  assert.deepEqual(messagesOf(b), []);
  gateway.advance(2_000);
  await b.next(isDelivered(1));
  own.isDown = false;
  gateway.advance(1_000);
  await settle();
  assert.deepEqual(await own.where(bob), { gateway: 'g1', connectionEpoch: 1 });
  assert.equal(gateway.gateway.stats().unregistered, 0);
  a.send({ send: sendTo(bob, { id: numberedId(2) }) });
  await b.next(isDelivered(2));
});

test('D11 a gateway that others may take for gone looks for messages every few seconds', async t => {
  let isAnnounced = true;
  const gateway = await start(t, { isAnnounced: () => isAnnounced, hinted: () => [] });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await b.next(isLive);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  gateway.advance(10_000);
  await roundTrip(b);
  assert.deepEqual(messagesOf(b), []);
  isAnnounced = false;
  gateway.advance(1_000);
  await b.next(isDelivered(1));
});

test('D11 what was stored after the last look and before hints found the device again is looked for once more', async t => {
  let isAnnounced = false;
  const gateway = await start(t, { isAnnounced: () => isAnnounced, hinted: () => [] });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  await b.next(isLive);
  gateway.advance(4_000);
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  isAnnounced = true;
  gateway.advance(1_000);
  await roundTrip(b);
  assert.deepEqual(messagesOf(b), []);
  gateway.advance(3_000);
  await b.next(isDelivered(1));
});

test('D9 when what was registered is lost, messages are looked for at once and all devices are registered anew', async t => {
  const own = createSessions();
  const gateway = await start(t, { sessions: own.sessions });
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  const others = await Promise.all(crowd.map(device => gateway.connect(device, 1)));
  await Promise.all([a, b, ...others].map(device => device.next(isLive)));
  own.empty();
  a.send({ send: sendTo(bob, { id: numberedId(1) }) });
  await a.next(isSent(1));
  gateway.gateway.registerAgain();
  gateway.advance(1_000);
  await b.next(isDelivered(1));
  await settle();
  for (const device of [alice, bob, ...crowd])
    assert.deepEqual(await own.where(device), { gateway: 'g1', connectionEpoch: 1 });
  assert.equal(gateway.gateway.stats().unregistered, 0);
});

test('D9 an entry that was lost unnoticed comes back within the hour, a device at a time', async t => {
  const own = createSessions();
  const gateway = await start(t, { sessions: own.sessions });
  const devices = [alice, bob];
  for (const device of devices) await (await gateway.connect(device, 1)).next(isLive);
  own.empty();
  const before = own.registrations;
  gateway.advance(1_000);
  await settle();
  assert.equal(own.registrations - before, 1);
  gateway.advance(1_000);
  await settle();
  assert.deepEqual(await Promise.all(devices.map(own.where)), [
    { gateway: 'g1', connectionEpoch: 1 },
    { gateway: 'g1', connectionEpoch: 1 },
  ]);
});

test('D11 a gateway that was not told that its device has moved finds out when it registers it anew', async t => {
  const own = createSessions();
  const gateway = await start(t, { sessions: own.sessions });
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  await own.sessions.register(bob, { gateway: 'g2', connectionEpoch: 2 });
  gateway.advance(1_000);
  assert.equal(await b.closed, closeTable.displaced.code);
  assert.deepEqual(await own.where(bob), { gateway: 'g2', connectionEpoch: 2 });
});

test('D9 who left while sessions failed is unregistered when they are back', async t => {
  const own = createSessions();
  const gateway = await start(t, { sessions: own.sessions });
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  own.isDown = true;
  gateway.gateway.disconnect(bob, 'unauthorized');
  await b.closed;
  assert.deepEqual(await own.where(bob), { gateway: 'g1', connectionEpoch: 1 });
  gateway.advance(1_000);
  await settle();
  own.isDown = false;
  gateway.advance(1_000);
  await settle();
  assert.equal(await own.where(bob), undefined);
});

test('D11 a device that leaves in the middle of being registered anew is not left behind', async t => {
  const own = createSessions();
  const gateway = await start(t, { sessions: own.sessions });
  const b = await gateway.connect(bob, 1);
  await b.next(isLive);
  own.isDown = true;
  gateway.gateway.registerAgain();
  gateway.advance(1_000); // in vain
  gateway.gateway.disconnect(bob, 'unauthorized');
  await b.closed;
  own.isDown = false;
  for (let sweeps = 0; sweeps < 3; sweeps++) {
    gateway.advance(1_000);
    await settle();
  }
  assert.equal(await own.where(bob), undefined);
  assert.equal(gateway.gateway.stats().unregistered, 0);
});
