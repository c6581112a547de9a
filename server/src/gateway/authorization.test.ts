// One device can't act for another. Every type of frame a client may send has a case here; a new one without a case fails.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { closeTable, idBytes, wire } from '@parley/protocol';
import { friends } from '../messages/group.testing.ts';
import {
  alice,
  bob,
  carol,
  helloOf,
  messagesOf,
  numberedId,
  numberOf,
  sendTo,
  startTestGateway,
  type TestGateway,
} from './test-gateway.ts';

/** When everybody was there last, as Alice may see it. */
const SEEN = 60_000;

const cases: Record<string, (t: TestContext, gateway: TestGateway) => Promise<void>> = {
  async hello(_, gateway) {
    for (const claim of [
      { account: idBytes(bob.account) },
      { device: 2 },
      { token: new Uint8Array(0) },
      { token: idBytes(bob.account) },
    ]) {
      const mallory = await gateway.open();
      mallory.send({ hello: { ...helloOf(alice, 50), ...claim } });
      assert.equal(await mallory.closed, closeTable.unauthorized.code);
      assert.equal(
        mallory.frames.some(frame => Boolean(frame.welcome)),
        false,
      );
    }
  },

  async send(_, gateway) {
    // The envelope names the connection's device, whatever the frame says; ids of others don't get in the way of one's own.
    const a = await gateway.connect(alice, 1);
    const c = await gateway.connect(carol, 1);
    const id = numberedId(7_000);
    for (const device of [a, c]) {
      device.send({ send: sendTo(bob, { id }) });
      await device.next(frame => numberOf(frame.sent?.id) === 7_000);
    }
    const b = await gateway.connect(bob, 1);
    await b.next(frame => Boolean(frame.live));
    const senders = b.frames.flatMap(({ deliver }) => {
      return deliver ? [Buffer.from(wire.Envelope.decode(deliver.envelope!).sender).toString('hex')] : [];
    });
    assert.deepEqual(senders, [alice.account, carol.account], 'an id used by another sender suppresses nothing');
    // Parts marked as one's own never reach another account's device.
    const to = idBytes(bob.account);
    const parts = [{ own: true, device: 1, ciphertext: { kind: 1, data: new Uint8Array(3) } }];
    a.send({ send: { id: numberedId(7_001), to, toListVersion: 1, ownListVersion: 1, parts } });
    const { refused } = await a.next(frame => numberOf(frame.refused?.id) === 7_001);
    assert.equal(refused!.error!.code, 'stale_devices');
  },

  async send_group(_, gateway) {
    const entry = new Uint8Array(0);
    await gateway.store.postRoster({ group: friends, number: 1, entry });
    const a = await gateway.connect(alice, 1);
    const c = await gateway.connect(carol, 1);
    const send = { id: numberedId(7_200), group: idBytes(friends), roster: 1, data: new Uint8Array(5) };
    c.send({ sendGroup: send });
    const { refused } = await c.next(frame => numberOf(frame.refused?.id) === 7_200);
    assert.equal(refused!.error!.code, 'unknown_group', 'a stranger');
    a.send({ sendGroup: send });
    await a.next(frame => numberOf(frame.sent?.id) === 7_200);
    const records = await gateway.store.groupOutbox([], 10);
    assert.deepEqual(
      records.map(({ sender }) => sender),
      [undefined, alice],
      'stamped as the device of the connection',
    );
  },

  async typing(_, gateway) {
    await gateway.store.postRoster({ group: friends, number: 1, entry: new Uint8Array(0) });
    const [a, b] = [await gateway.connect(alice, 1), await gateway.connect(bob, 1)];
    const c = await gateway.connect(carol, 1);
    c.send({ typing: { group: idBytes(friends), kind: 1 } }); // a stranger
    c.send({ ping: { nonce: 6 } });
    await c.next(frame => frame.pong?.nonce === 6);
    a.send({ typing: { group: idBytes(friends), account: idBytes(carol.account), kind: 1 } });
    a.send({ typing: { account: idBytes(bob.account), kind: 2 } });
    await b.next(frame => frame.typing?.kind === 2);
    const told = b.frames.flatMap(({ typing }) => (typing ? [Buffer.from(typing.account!).toString('hex')] : []));
    assert.deepEqual(new Set(told), new Set([alice.account]), "the account of the connection's device");
  },

  async watch(_, gateway) {
    // What the connection's account may see is asked for, not what somebody else may.
    const [a, c] = [await gateway.connect(alice, 1), await gateway.connect(carol, 1)];
    const accounts = [idBytes(bob.account)];
    for (const device of [a, c]) device.send({ watch: { accounts } });
    c.send({ ping: { nonce: 7 } });
    await c.next(frame => frame.pong?.nonce === 7);
    gateway.advance(1_000);
    const { presence } = await a.next(frame => Boolean(frame.presence));
    assert.equal(Number(presence!.lastSeen), SEEN);
    const refused = await c.next(frame => Boolean(frame.presence));
    assert.equal(Number(refused.presence!.lastSeen ?? 0), 0);
  },

  async activity(_, gateway) {
    const [a, c] = [await gateway.connect(alice, 1), await gateway.connect(carol, 1)];
    a.send({ watch: { accounts: [idBytes(bob.account), idBytes(carol.account)] } });
    c.send({ activity: { active: true } });
    c.send({ ping: { nonce: 8 } });
    await c.next(frame => frame.pong?.nonce === 8);
    gateway.advance(5_000);
    const online = () => a.frames.flatMap(({ presence }) => (presence?.online ? [presence.account!] : []));
    await a.next(() => online().length > 0);
    assert.deepEqual(
      online().map(account => Buffer.from(account).toString('hex')),
      [carol.account],
      "the account of the connection's device",
    );
  },

  async ack(_, gateway) {
    const a = await gateway.connect(alice, 1);
    a.send({ send: sendTo(bob, { id: numberedId(7_100) }) });
    await a.next(frame => numberOf(frame.sent?.id) === 7_100);
    const epoch = (await gateway.store.stat(bob))!.inboxEpoch;
    a.send({ ack: { inboxEpoch: epoch, upTo: 1 } }); // Bob's epoch and row
    a.send({ ping: { nonce: 5 } });
    await a.next(frame => frame.pong?.nonce === 5);
    assert.equal((await gateway.store.stat(bob))!.rows, 1);
    const b = await gateway.connect(bob, 1);
    await b.next(frame => Boolean(frame.live));
    assert.deepEqual(messagesOf(b), [7_100]);
  },

  async ping(_, gateway) {
    const stranger = await gateway.open();
    stranger.send({ ping: { nonce: 1 } });
    assert.equal(await stranger.closed, closeTable.hello_expected.code);
  },

  async pong(_, gateway) {
    const stranger = await gateway.open();
    stranger.send({ pong: { nonce: 1 } });
    assert.equal(await stranger.closed, closeTable.hello_expected.code);
  },
};

const schema = readFileSync(new URL('../../../protocol/proto/parley/v1/frames.proto', import.meta.url), 'utf8');
const clientFrame = schema.match(/message ClientFrame \{[\s\S]*?\n\}/)![0];
const frameTypes = [...clientFrame.matchAll(/^ {4}\w+ (\w+) = \d+;/gm)].map(match => match[1]!);

test('every type of frame in the schema has a case', () => {
  assert.ok(frameTypes.length >= 5);
  assert.deepEqual(Object.keys(cases).sort(), frameTypes.sort());
});

for (const [type, run] of Object.entries(cases)) {
  test(`a device can't act for another: ${type}`, async t => {
    const accounts = new Set([alice.account, bob.account]);
    const gateway = await startTestGateway({
      rosterAt: () => ({ members: accounts, writers: accounts }),
      presences: {
        lastSeen: async pairs => pairs.map(([watcher]) => (watcher === alice.account ? SEEN : undefined)),
      },
    });
    t.after(() => gateway.stop());
    await run(t, gateway);
  });
}

test('before Hello nothing is taken', async t => {
  const gateway = await startTestGateway();
  t.after(() => gateway.stop());
  for (const frame of [{ send: sendTo(bob) }, { ack: { inboxEpoch: 1, upTo: 1 } }]) {
    const stranger = await gateway.open();
    stranger.send(frame);
    assert.equal(await stranger.closed, closeTable.hello_expected.code);
  }
  assert.equal((await gateway.store.stat(bob))!.rows, 0);
});
