// Who is there, as devices say it and others are told of it.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type DeviceAddress, idBytes, limits, type wire } from '@parley/protocol';
import type { Presences } from '../accounts/presence.ts';
import type { Seen } from '../accounts/presence-store.ts';
import {
  alice,
  bob,
  carol,
  ownerOf,
  roundTrip,
  start,
  type TestDevice,
  type TestOptions,
  tokenOf,
} from './test-gateway.ts';

const { presencePollMs, presenceEveryMs, deadPeerMs, lastSeenMs } = limits;

const watch = (device: TestDevice, ...who: readonly DeviceAddress[]) =>
  device.send({ watch: { accounts: who.map(({ account }) => idBytes(account)) } });
const setActive = (device: TestDevice, active: boolean) => device.send({ activity: { active } });

interface Told {
  readonly online: boolean;
  readonly lastSeen: number;
}

function toldOf(device: TestDevice, { account }: DeviceAddress): Told[] {
  const told = device.frames.flatMap(({ presence }) => (presence ? [presence as wire.Presence] : []));
  const about = told.filter(presence => Buffer.from(presence.account).toString('hex') === account);
  return about.map(({ online, lastSeen }) => ({ online: Boolean(online), lastSeen: Number(lastSeen ?? 0) }));
}

/** Waits until so many words about somebody have come; the last one. */
async function told(device: TestDevice, about: DeviceAddress, count: number): Promise<Told> {
  await device.next(() => toldOf(device, about).length >= count);
  return toldOf(device, about).at(-1)!;
}

/** Everything that is to be told has been told: somebody whom nobody has watched before is, by the same round. */
async function settled(device: TestDevice): Promise<void> {
  await roundTrip(device);
  await new Promise(setImmediate);
  await roundTrip(device);
}

/** Alice watches Bob. */
async function pair(t: TestContext, options?: TestOptions) {
  const gateway = await start(t, options);
  const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
  watch(a, bob);
  const first = await told(a, bob, 1);
  return { ...gateway, a, b, first };
}

const online = { online: true, lastSeen: 0 };
const unknown = { online: false, lastSeen: 0 };

test('F40 U33 a connected device is away until it says that somebody is there, and is online until it says otherwise', async t => {
  const { a, b, first, advance } = await pair(t);
  assert.deepEqual(first, unknown);
  setActive(b, true);
  await roundTrip(b);
  advance(presenceEveryMs);
  assert.deepEqual(await told(a, bob, 2), online);
  setActive(b, false);
  await roundTrip(b);
  const before = Date.now();
  advance(presenceEveryMs);
  const { online: stillThere, lastSeen } = await told(a, bob, 3);
  assert.equal(stillThere, false);
  assert.equal(lastSeen % lastSeenMs, 0);
  assert.ok(before - lastSeen < 2 * lastSeenMs, String(lastSeen));
});

test('F40 one that falls silent is offline within the time of the heartbeat, and a fresh connection is away', async t => {
  const { a, b, advance, connect } = await pair(t);
  setActive(b, true);
  await roundTrip(b);
  advance(presencePollMs);
  assert.deepEqual(await told(a, bob, 2), online);
  await roundTrip(a);
  advance(deadPeerMs + 1);
  assert.equal((await told(a, bob, 3)).online, false);
  const again = await connect(bob, 2);
  await roundTrip(again);
  advance(presencePollMs);
  await settled(a);
  assert.equal(toldOf(a, bob).length, 3);
});

test('whoever is at one of his devices is online, whatever he does with the others', async t => {
  const tablet: DeviceAddress = { ...bob, device: 2 };
  const authenticate: TestOptions['authenticate'] = async token =>
    Buffer.from(tokenOf(tablet)).equals(token) ? tablet : ownerOf(token);
  const { a, b, advance, connect, store } = await pair(t, { authenticate });
  await store.setDevices(bob.account, 2, [1, 2]);
  const second = await connect(tablet, 1);
  for (const device of [b, second]) {
    setActive(device, true);
    await roundTrip(device);
  }
  advance(presenceEveryMs);
  assert.deepEqual(await told(a, bob, 2), online);
  setActive(b, false);
  await roundTrip(b);
  advance(presencePollMs);
  await settled(a);
  assert.equal(toldOf(a, bob).length, 2);
  setActive(second, false);
  await roundTrip(second);
  advance(presencePollMs);
  assert.equal((await told(a, bob, 3)).online, false);
});

test('whoever comes back within a moment was not away', async t => {
  const { a, b, advance, connect } = await pair(t);
  setActive(b, true);
  await roundTrip(b);
  advance(presenceEveryMs);
  await told(a, bob, 2);
  const again = await connect(bob, 2); // displaces the first
  setActive(again, true);
  await roundTrip(again);
  advance(presencePollMs);
  await settled(a);
  assert.deepEqual(toldOf(a, bob), [unknown, online]);
});

test('who may not see somebody is told what is said of one who was never there, also when that changes', async t => {
  let may = false;
  const lastSeen: Presences['lastSeen'] = async pairs => pairs.map(() => (may ? 0 : undefined));
  const { a, b, first, advance, gateway } = await pair(t, { presences: { lastSeen } });
  assert.deepEqual(first, unknown);
  setActive(b, true);
  await roundTrip(b);
  advance(presenceEveryMs);
  await settled(a);
  assert.deepEqual(toldOf(a, bob), [unknown]);
  may = true;
  gateway.privacyChanged(bob.account);
  advance(presenceEveryMs);
  assert.deepEqual(await told(a, bob, 2), online);
  may = false;
  gateway.privacyChanged(alice.account); // reciprocal: hers counts as well
  advance(presenceEveryMs);
  assert.deepEqual(await told(a, bob, 3), unknown);
});

test('a change of what may be seen that no gateway has heard of is found within a minute', async t => {
  let may = true;
  const lastSeen: Presences['lastSeen'] = async pairs => pairs.map(() => (may ? lastSeenMs : undefined));
  const { a, first, advance } = await pair(t, { presences: { lastSeen } });
  assert.deepEqual(first, { online: false, lastSeen: lastSeenMs });
  may = false;
  for (let passed = 0; passed < limits.slowPollMs; passed += deadPeerMs - 1) {
    advance(deadPeerMs - 1);
    await roundTrip(a);
  }
  assert.deepEqual(await told(a, bob, 2), unknown);
});

test('what is watched replaces what was watched, and too many are refused', async t => {
  const { a, b, advance, connect, gateway } = await pair(t);
  const c = await connect(carol, 1);
  watch(a, carol);
  await roundTrip(a);
  for (const device of [b, c]) {
    setActive(device, true);
    await roundTrip(device);
  }
  advance(presencePollMs);
  await a.next(() => toldOf(a, carol).some(presence => presence.online));
  assert.deepEqual(toldOf(a, bob), [unknown]);
  for (const accounts of [
    [Uint8Array.of(1)],
    Array.from({ length: limits.maxWatched + 1 }, () => idBytes(bob.account)),
  ]) {
    a.send({ watch: { accounts } });
  }
  await a.next(() => a.frames.filter(({ problem }) => problem?.error?.code === 'bad_request').length === 2);
  assert.equal(gateway.stats().watched, 1);
  watch(a);
  await roundTrip(a);
  assert.equal(gateway.stats().watched, 0);
});

test('devices on another gateway are asked for there, and only those that are active count', async t => {
  const elsewhere: { asked: number; active: readonly DeviceAddress[] } = { asked: 0, active: [] };
  const { a, advance, sessions, gateway } = await withSessions(t, async (gateway, devices) => {
    assert.equal(gateway, 'g2');
    elsewhere.asked++;
    return devices.filter(({ account }) => elsewhere.active.some(each => each.account === account));
  });
  await sessions.register(carol, { gateway: 'g2', connectionEpoch: 1 });
  watch(a, carol);
  assert.deepEqual(await told(a, carol, 1), unknown);
  elsewhere.active = [carol];
  advance(presencePollMs);
  assert.deepEqual(await told(a, carol, 2), online);
  await sessions.unregister(carol, { gateway: 'g2', connectionEpoch: 1 });
  advance(presencePollMs);
  assert.equal((await told(a, carol, 3)).online, false);
  assert.equal(elsewhere.asked, 2);
  const { presenceCalls, presenceLookups } = gateway.stats();
  assert.deepEqual({ presenceCalls, presenceLookups }, { presenceCalls: 2, presenceLookups: 3 });
});

async function withSessions(t: TestContext, activeAt: NonNullable<TestOptions['activeAt']>) {
  const { createMemorySessions } = await import('../sessions/sessions-memory.ts');
  const sessions = createMemorySessions();
  const gateway = await start(t, { sessions, activeAt });
  return { ...gateway, sessions, a: await gateway.connect(alice, 1) };
}

test('when somebody was there last is handed on when he comes, goes, and is cut off', async t => {
  const kept: Seen[] = [];
  const keepSeen: Presences['keepSeen'] = async seen => void kept.push(...seen);
  const { b, advance } = await pair(t, { presences: { keepSeen } });
  for (const active of [true, false, true]) {
    setActive(b, active);
    await roundTrip(b);
    advance(presenceEveryMs);
    await settled(b);
  }
  assert.equal(kept.length, 3);
  b.socket.terminate();
  await b.closed;
  for (let i = 0; kept.length < 4 && i < 1_000; i++) {
    await new Promise(setImmediate);
    advance(presenceEveryMs);
  }
  assert.equal(kept.length, 4);
  assert.ok(kept.every(({ account, at }) => account === bob.account && at % lastSeenMs === 0));
});

test('F55 what one flips within a second is told once', async t => {
  const { a, b, advance, gateway } = await pair(t);
  for (let i = 0; i < 21; i++) {
    setActive(b, i % 2 === 0);
    await roundTrip(b);
  }
  assert.equal(gateway.stats().framesOut.presence, 1);
  advance(presenceEveryMs);
  assert.deepEqual(await told(a, bob, 2), online);
});

test('F55 ten thousand flips and many reconnects of three accounts leave nothing behind', async t => {
  const everyone = [alice, bob, carol];
  const { gateway, connect, advance } = await start(t);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let epoch = 0;
  async function flip(times: number): Promise<void> {
    for (let i = 0; i < times; i += 300) {
      epoch++;
      const devices = await Promise.all(everyone.map(device => connect(device, epoch)));
      for (const device of devices) {
        watch(device, ...everyone);
        for (let n = 0; n < 100; n++) setActive(device, n % 2 === 0);
        await roundTrip(device);
      }
      advance(presenceEveryMs);
      for (const device of devices) device.socket.terminate();
      while (gateway.stats().connections > 0) await new Promise(setImmediate);
    }
    collect();
  }
  await flip(2_000);
  assert.equal(gateway.stats().watched, 0);
  const [before, out] = [process.memoryUsage().heapUsed, gateway.stats().framesOut.presence];
  await flip(10_000);
  const grown = process.memoryUsage().heapUsed - before;
  assert.ok(grown < 2 * 1_024 * 1_024, `${grown} bytes more`);
  assert.ok(gateway.stats().framesOut.presence - out < 1_000, 'told by the second, not by the flip');
});
