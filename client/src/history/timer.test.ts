// Messages between two people that vanish: either side sets it, both see who, and nothing is left when the time is over.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { limits, type MessageId, wire } from '@parley/protocol';
import type { Message } from '../client.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { linkSecondDevice } from '../testing/second-device.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person } from '../testing/world.ts';

const HOUR_S = 3_600;

async function meet(t: TestContext) {
  const clock = createManualClock();
  const world = createWorld(clock);
  t.after(world.close);
  return { world, clock, ann: await world.register('Ann'), ben: await world.register('Ben') };
}

const timerIn = async ({ client }: Person, peer: Person) => (await client.chat(peer.client.account)).timerS ?? 0;

async function says(from: Person, to: Person, text: string, replyTo?: MessageId): Promise<MessageId> {
  const { id } = await from.client.sendText(to.client.account, text, replyTo ? { replyTo } : {});
  await from.client.waitFor(id, 'delivered');
  return id;
}

async function linesOf({ client }: Person, peer: Person): Promise<string[]> {
  const line = ({ notice, outgoing, text }: Message) =>
    notice?.kind === 'timer_changed' ? `${outgoing ? 'I' : 'they'} set ${notice.timerS}` : String(text);
  return (await client.messages(peer.client.account)).map(line);
}

test('F36 what either of two writes vanishes on both sides: from the chat, the list, quotes, search and what is marked', async t => {
  const { clock, ann, ben } = await meet(t);
  await says(ann, ben, 'stays');
  await ben.client.setTimer(ann.client.account, HOUR_S);
  await until(async () => (await timerIn(ann, ben)) === HOUR_S);
  assert.deepEqual(await linesOf(ann, ben), ['stays', 'they set 3600']);
  assert.deepEqual(await linesOf(ben, ann), ['stays', 'I set 3600']);
  const secret = await says(ann, ben, 'the secret');
  await ben.client.star(ann.client.account, [secret], true);
  await ben.client.setTimer(ann.client.account, 0);
  await until(async () => (await timerIn(ann, ben)) === 0);
  const answer = await says(ben, ann, 'I see', secret);
  await clock.advance((HOUR_S + 1) * 1_000);
  for (const [person, peer] of [
    [ann, ben],
    [ben, ann],
  ] as const) {
    await until(async () => (await person.client.message(secret)) === undefined);
    assert.deepEqual((await person.client.message(answer))?.quote?.excerpt, '');
    assert.equal((await linesOf(person, peer)).includes('the secret'), false);
    const { rows } = await person.client.searchRows({ limit: 10 });
    assert.deepEqual(rows.map(({ text }) => text).sort(), ['I see', 'stays']);
    assert.deepEqual(await person.client.starred(), []);
  }
});

test('F36 what vanished while nobody looked is gone at the next start; an answer that comes late quotes nothing of it', async t => {
  const { world, clock, ann, ben } = await meet(t);
  await ann.client.setTimer(ben.client.account, HOUR_S);
  await until(async () => (await timerIn(ben, ann)) === HOUR_S);
  const secret = await says(ann, ben, 'the secret');
  await ann.client.setTimer(ben.client.account, 0);
  await until(async () => (await timerIn(ben, ann)) === 0);
  world.server.cut(1006, ann.client);
  await ann.client.close();
  const answer = await ben.client.sendText(ann.client.account, 'I see', { replyTo: secret });
  await ben.client.waitFor(answer.id, 'sent');
  clock.set(clock.now() + 2 * HOUR_S * 1_000);
  const again = await world.restart(ann);
  await until(async () => (await again.client.message(secret)) === undefined);
  await until(async () => (await again.client.message(answer.id)) !== undefined);
  assert.equal((await again.client.message(answer.id))?.quote?.excerpt, '');
});

test('the newest timer by server time counts on all devices, the own other ones too', async t => {
  const { world, ann, ben } = await meet(t);
  const second = await world.open(await linkSecondDevice(world.server.accounts, ann.store));
  await says(ben, ann, 'hi');
  world.server.cut(1006, ann.client);
  world.server.reachable = false;
  await ann.client.setTimer(ben.client.account, HOUR_S);
  const again = await world.restart(ann, { killed: true, online: false });
  assert.equal(await timerIn(again, ben), HOUR_S, 'at once');
  world.server.reachable = true;
  again.client.connect();
  await until(async () => (await timerIn(ben, ann)) === HOUR_S);
  await ben.client.setTimer(ann.client.account, 60);
  for (const person of [again, second]) await until(async () => (await timerIn(person, ben)) === 60);
  assert.deepEqual(await linesOf(second, ben), await linesOf(again, ben));
  assert.deepEqual((await linesOf(second, ben)).slice(-2), ['I set 3600', 'they set 60']);
  await ben.client.setTimer(ann.client.account, 60);
  assert.equal((await linesOf(ben, ann)).length, 3, 'the same again is nothing new');
});

test('D8 a timer that could not be read is asked for and sent again', async t => {
  const { world, ann, ben } = await meet(t);
  await says(ann, ben, 'hi');
  await says(ben, ann, 'hello');
  world.server.onServerFrame = ({ deliver }, { account }) => {
    const envelope = deliver?.envelope && wire.Envelope.decode(deliver.envelope);
    if (account !== ben.client.account || !envelope || !envelope.message?.data) return undefined;
    envelope.message.data[envelope.message.data.length - 20]! ^= 1;
    world.server.onServerFrame = () => undefined;
    deliver.envelope = wire.Envelope.encode(envelope).finish();
    return undefined;
  };
  await ann.client.setTimer(ben.client.account, HOUR_S);
  await until(async () => (await timerIn(ben, ann)) === HOUR_S);
  assert.deepEqual(await linesOf(ben, ann), ['hi', 'hello', 'they set 3600']);
});

test('a timer is a whole number of seconds, of at most a year', async t => {
  const { ann, ben } = await meet(t);
  for (const seconds of [-1, 0.5, limits.maxTimerS + 1, Number.NaN]) {
    await assert.rejects(ann.client.setTimer(ben.client.account, seconds), { code: 'bad_timer' });
  }
});
