// Devices that go with something unacked: the message service is asked to have them pushed to.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { alice, bob, carol, crowd, isDelivered, isLive, numberedId, sendTo, start } from './test-gateway.ts';

async function startReminding(t: TestContext) {
  const reminded: string[] = [];
  const gateway = await start(t, {
    around: () => ({ remind: async ({ account }) => void reminded.push(account) }),
  });
  const author = await gateway.connect(alice, 1);
  let sent = 0;
  const deliverTo = async (device: typeof bob, options: { acks: boolean }) => {
    const connected = await gateway.connect(device, 1, options);
    await connected.next(isLive);
    const id = ++sent;
    author.send({ send: sendTo(device, { id: numberedId(id) }) });
    await connected.next(isDelivered(id));
    return connected;
  };
  const left = async (count: number) => {
    while (gateway.gateway.stats().connections > count) await new Promise(setImmediate);
  };
  return { gateway, reminded, deliverTo, left };
}

test('D11 a device that has not come back with what it did not ack is told on, once, after its time', async t => {
  const { gateway, reminded, deliverTo, left } = await startReminding(t);
  const [away, back, done] = [
    await deliverTo(bob, { acks: false }),
    await deliverTo(carol, { acks: false }),
    await deliverTo(crowd[0]!, { acks: true }),
  ];
  while ((await gateway.store.hasMore([crowd[0]!])).length > 0) await new Promise(setImmediate);
  for (const { socket } of [away, back, done]) socket.terminate();
  await left(1);
  gateway.advance(14_000);
  assert.deepEqual(reminded, []);
  await gateway.connect(carol, 2);
  gateway.advance(2_000);
  assert.deepEqual(reminded, [bob.account]);
  gateway.advance(60_000);
  assert.deepEqual(reminded, [bob.account]);
});

test('D11 a device that is cut off because it does not ack is told on too', async t => {
  const { gateway, reminded, deliverTo } = await startReminding(t);
  const silent = await deliverTo(bob, { acks: false });
  gateway.advance(16_000);
  await silent.next(frame => Boolean(frame.ping));
  silent.send({ ping: { nonce: 5 } });
  await silent.next(frame => frame.pong?.nonce === 5);
  gateway.advance(16_000);
  await silent.closed;
  gateway.advance(16_000);
  assert.deepEqual(reminded, [bob.account]);
});
