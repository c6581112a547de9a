// What is done with messages that are there, between people: shown on all sides alike, and only when it is allowed.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type AccountId, type ChatId, type GroupId, limits, type MessageId, wire } from '@parley/protocol';
import type { ClientEvents, Message } from '../client.ts';
import { newMessageId } from '../message-id.ts';
import type { Payload } from '../outbox/payload.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { linkSecondDevice } from '../testing/second-device.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';
import type { Act } from './act.ts';

async function meet(t: TestContext) {
  const clock = createManualClock();
  const world = createWorld(clock);
  t.after(world.close);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  return { world, clock, ann, ben };
}

const idOf = ({ client }: Person): AccountId => client.account;

async function says(person: Person, to: ChatId, text: string, replyTo?: MessageId): Promise<Message> {
  const { id } = await person.client.sendText(to, text, replyTo ? { replyTo } : {});
  return person.client.waitFor(id, 'sent');
}

async function sees(person: Person, id: MessageId, holds: (message: Message) => boolean): Promise<Message> {
  let last: Message | undefined;
  await until(async () => {
    last = await person.client.message(id);
    return last !== undefined && holds(last);
  });
  return last!;
}

async function has(person: Person, id: MessageId): Promise<Message> {
  return sees(person, id, ({ text }) => text !== undefined);
}

const emojis = ({ reactions = [] }: Message) => reactions.map(({ emoji }) => emoji).join('');

async function groupOf(owner: Person, ...others: Person[]): Promise<GroupId> {
  const { id } = await owner.client.createGroup({ name: 'Climbing', members: others.map(idOf) });
  for (const { client } of others) await until(async () => (await client.group(id)) !== undefined);
  return id;
}

/** Sends what this version would not, as a changed program could. */
async function sendsAnyway(world: World, person: Person, to: ChatId, act: Act): Promise<Person> {
  return queues(world, person, to, newMessageId(), { kind: 'act', act });
}

async function queues(world: World, person: Person, to: ChatId, id: MessageId, payload: Payload): Promise<Person> {
  await person.client.whenSent();
  const row = { order: 1_000_000, id, to, payload } as const;
  await person.store.commit([{ collection: 'outbox', key: String(row.order).padStart(16, '0'), row }]);
  const next = await world.restart(person, { killed: true });
  await next.client.whenSent();
  return next;
}

test('U18 one reaction a person: it is put in place of the one before, and taken back', async t => {
  const { ann, ben } = await meet(t);
  const { id } = await says(ann, idOf(ben), 'dinner at eight?');
  await has(ben, id);
  await ben.client.react(id, '👍');
  await sees(ann, id, message => emojis(message) === '👍');
  await ben.client.react(id, '❤️');
  assert.deepEqual((await sees(ann, id, message => emojis(message) === '❤️')).reactions, [
    { account: idOf(ben), emoji: '❤️' },
  ]);
  await ann.client.react(id, '🎉');
  assert.equal(emojis(await sees(ben, id, ({ reactions = [] }) => reactions.length === 2)), '❤️🎉');
  await ben.client.react(id, null);
  await sees(ann, id, message => emojis(message) === '🎉');
  await sees(ben, id, message => emojis(message) === '🎉');
});

test('U18 a reaction is told to the author, stands in the list until something is said, and counts as nothing unread', async t => {
  const { ann, ben } = await meet(t);
  const told: ClientEvents['reaction'][] = [];
  ann.client.on('reaction', reaction => told.push(reaction));
  const { id } = await says(ann, idOf(ben), 'we have won');
  await has(ben, id);
  await ben.client.react(id, '🎉');
  await sees(ann, id, message => emojis(message) === '🎉');
  assert.deepEqual(
    told.map(({ account, emoji, message }) => [account, emoji, message.text]),
    [[idOf(ben), '🎉', 'we have won']],
  );
  const chat = await ann.client.chat(idOf(ben));
  assert.equal(chat.reaction?.emoji, '🎉');
  assert.equal(chat.unread, 0);
  assert.equal((await ben.client.chat(idOf(ann))).reaction, undefined, 'who has made it knows');
  await says(ann, idOf(ben), 'seven to two');
  assert.equal((await ann.client.chat(idOf(ben))).reaction, undefined);
});

test('U18 what was done without a network is shown at once, and goes out with it', async t => {
  const { world, ann, ben } = await meet(t);
  const { id } = await says(ann, idOf(ben), 'hi');
  await has(ben, id);
  world.server.cut(1006, ben.client);
  world.server.reachable = false;
  assert.equal(emojis(await ben.client.react(id, '👍')), '👍');
  assert.equal(emojis(await ben.client.react(id, '🙏')), '🙏');
  const again = await world.restart(ben, { killed: true, online: false });
  assert.equal(emojis((await again.client.message(id))!), '🙏');
  world.server.reachable = true;
  again.client.connect();
  await sees(ann, id, message => emojis(message) === '🙏');
});

test('U18 only an emoji is a reaction', async t => {
  const { world, ann, ben } = await meet(t);
  const { id, author } = await says(ann, idOf(ben), 'hi');
  await has(ben, id);
  for (const emoji of ['no', 'a', '👍👍', '<b>', '👍'.repeat(40)]) {
    await assert.rejects(ben.client.react(id, emoji), { code: 'bad_reaction' });
  }
  for (const emoji of ['👨‍👩‍👧‍👦', '🇺🇦', '1️⃣', '👋🏽']) await ben.client.react(id, emoji);
  await sees(ann, id, message => emojis(message) === '👋🏽');
  const next = await sendsAnyway(world, ben, idOf(ann), { author, id, kind: 'reaction', emoji: 'buy now' });
  await next.client.react(id, '👍');
  await sees(ann, id, message => emojis(message) === '👍');
});

test('U16 U19 F34 F35 an edit puts the text otherwise everywhere, and is nothing new to read', async t => {
  const { ann, ben } = await meet(t);
  const { id } = await says(ann, idOf(ben), 'see you at eihgt');
  await has(ben, id);
  const answer = await says(ben, idOf(ann), 'fine', id);
  await has(ann, answer.id);
  await ann.client.editText(id, 'see you at eight');
  const edited = await sees(ben, id, ({ text }) => text === 'see you at eight');
  assert.equal(edited.edited, true);
  assert.equal((await ben.client.chat(idOf(ann))).unread, 1);
  for (const { client } of [ann, ben]) {
    assert.equal((await client.message(answer.id))?.quote?.excerpt, 'see you at eight');
    const { rows } = await client.searchRows({ limit: 10 });
    assert.deepEqual(rows.map(({ text }) => text).sort(), ['fine', 'see you at eight']);
  }
});

test('U19 a text can be edited for 15 minutes by server time, by its author, and files cannot', async t => {
  const { world, clock, ann, ben } = await meet(t);
  const { id, author } = await says(ann, idOf(ben), 'first');
  await has(ben, id);
  await assert.rejects(ben.client.editText(id, 'mine now'), { code: 'not_yours' });
  clock.set(clock.now() + limits.editWithinMs + 1_000);
  await assert.rejects(ann.client.editText(id, 'too late'), { code: 'too_late' });
  clock.set(clock.now() + limits.actLateMs);
  const liar = await sendsAnyway(world, ann, idOf(ben), { author, id, kind: 'edit', text: 'rewritten' });
  const ben2 = await sendsAnyway(world, ben, idOf(ann), { author, id, kind: 'edit', text: 'words of Ann' });
  await liar.client.react(id, '👍');
  await ben2.client.react(id, '👎');
  for (const person of [liar, ben2]) {
    const message = await sees(person, id, each => emojis(each).length === 4);
    assert.equal(message.text, 'first');
    assert.equal(message.edited, undefined);
  }
});

test('U19 an edit that the server takes in too late is seen by nobody', async t => {
  const { world, clock, ann, ben } = await meet(t);
  const { id } = await says(ann, idOf(ben), 'first');
  await has(ben, id);
  world.server.cut(1006, ann.client);
  world.server.reachable = false;
  assert.equal((await ann.client.editText(id, 'second')).text, 'second');
  clock.set(clock.now() + limits.editWithinMs * 2);
  world.server.reachable = true;
  const again = await world.restart(ann, { killed: true });
  await again.client.whenSent();
  assert.equal((await again.client.message(id))?.text, 'first');
  const later = await says(again, idOf(ben), 'later');
  await has(ben, later.id);
  assert.equal((await ben.client.message(id))?.text, 'first');
});

test('F33 F37 deleted for everyone: gone from the chat, quotes, list, search, files and what is unread, and it does not come back', async t => {
  const { world, ann, ben } = await meet(t);
  const { id, author } = await says(ann, idOf(ben), 'the secret');
  await has(ben, id);
  await ann.client.editText(id, 'the secret is out');
  await sees(ben, id, ({ edited }) => edited === true);
  const answer = await says(ben, idOf(ann), 'oh', id);
  await has(ann, answer.id);
  const second = await says(ann, idOf(ben), 'another');
  await has(ben, second.id);
  assert.equal((await ben.client.chat(idOf(ann))).unread, 2);
  await ann.client.deleteForEveryone(id);
  await sees(ben, id, ({ deletedBy }) => deletedBy === author);
  assert.equal((await ben.client.chat(idOf(ann))).unread, 1);
  for (const person of [ann, ben]) {
    for (const name of ['messages', 'chats', 'acts', 'outbox'] as const) {
      const rows = JSON.stringify(await person.store.list(name));
      assert.equal(rows.includes('the secret'), false, name);
    }
    assert.equal((await person.client.message(answer.id))?.quote?.deleted, true);
    const { rows } = await person.client.searchRows({ limit: 10 });
    assert.deepEqual(rows.map(({ text }) => text).sort(), ['another', 'oh']);
  }
  const liar = await sendsAnyway(world, ann, idOf(ben), { author, id, kind: 'edit', text: 'the secret again' });
  await liar.client.react(second.id, '👍');
  await sees(ben, second.id, message => emojis(message) === '👍');
  assert.equal((await ben.client.message(id))?.text, undefined);
  await assert.rejects(ben.client.react(id, '👍'), { code: 'unknown_message' });
});

test('U19 only the author deletes for everyone, within two days; in a group an admin too', async t => {
  const { world, clock, ann, ben } = await meet(t);
  const cat = await world.register('Cat');
  const group = await groupOf(ann, ben, cat);
  const [ofAnn, ofBen] = [await says(ann, group, 'by Ann'), await says(ben, group, 'by Ben')];
  for (const person of [ann, ben, cat]) for (const { id } of [ofAnn, ofBen]) await has(person, id);
  await assert.rejects(cat.client.deleteForEveryone(ofBen.id), { code: 'not_yours' });
  const deletion = { kind: 'deletion', author: idOf(ann), id: ofAnn.id } as const;
  const liar = await sendsAnyway(world, ben, group, deletion);
  await ann.client.deleteForEveryone(ofBen.id);
  for (const person of [ann, liar, cat]) {
    assert.equal((await sees(person, ofBen.id, ({ deletedBy }) => deletedBy !== undefined)).deletedBy, idOf(ann));
  }
  assert.equal((await cat.client.message(ofAnn.id))?.text, 'by Ann');
  clock.set(clock.now() + limits.deleteWithinMs + 1_000);
  await assert.rejects(ann.client.deleteForEveryone(ofAnn.id), { code: 'too_late' });
});

test('F33 a deletion is of the chat it comes in: somebody elsewhere cannot take a message away', async t => {
  const { world, ann, ben } = await meet(t);
  const cat = await world.register('Cat');
  const { id } = await says(ann, idOf(ben), 'between us');
  await has(ben, id);
  const liar = await sendsAnyway(world, cat, idOf(ben), { author: idOf(ann), id, kind: 'deletion' });
  const note = await says(liar, idOf(ben), 'done');
  await has(ben, note.id);
  assert.equal((await ben.client.message(id))?.text, 'between us');
});

test('D4 the own other devices show what was done, as the one that did it', async t => {
  const { world, ann, ben } = await meet(t);
  const second = await world.open(await linkSecondDevice(world.server.accounts, ann.store));
  const [kept, edited, gone] = [
    await says(ann, idOf(ben), 'one'),
    await says(ann, idOf(ben), 'two'),
    await says(ann, idOf(ben), 'three'),
  ];
  for (const { id } of [kept, edited, gone]) for (const person of [second, ben]) await has(person, id);
  await second.client.react(kept.id, '👍');
  await second.client.editText(edited.id, 'zwei');
  await second.client.deleteForEveryone(gone.id);
  for (const person of [ann, second, ben]) {
    await sees(person, kept.id, message => emojis(message) === '👍');
    await sees(person, edited.id, ({ text }) => text === 'zwei');
    await sees(person, gone.id, ({ deletedBy }) => deletedBy === idOf(ann));
  }
});

test('F33 a deletion that could not be read is asked for, and sent again to whom it was meant', async t => {
  const { world, ann, ben } = await meet(t);
  const { id } = await says(ann, idOf(ben), 'the secret');
  await has(ben, id);
  const answer = await says(ben, idOf(ann), 'oh');
  await has(ann, answer.id);
  let damaged = 0;
  world.server.onServerFrame = ({ deliver }, { account }) => {
    const envelope = deliver?.envelope && wire.Envelope.decode(deliver.envelope);
    if (account !== idOf(ben) || !envelope || !envelope.message?.data) return undefined;
    envelope.message.data[envelope.message.data.length - 20]! ^= 1;
    world.server.onServerFrame = () => undefined;
    deliver.envelope = wire.Envelope.encode(envelope).finish();
    damaged++;
    return undefined;
  };
  await ann.client.deleteForEveryone(id);
  await sees(ben, id, ({ deletedBy }) => deletedBy === idOf(ann));
  assert.equal(damaged, 1);
  assert.equal((await ben.client.messages(idOf(ann))).length, 2, 'nothing is shown of it but the line');
});

test('U16 marked messages are listed newest first, on this device, until they are deleted', async t => {
  const { ann, ben } = await meet(t);
  const all = [];
  for (const text of ['one', 'two', 'three']) all.push(await says(ann, idOf(ben), text));
  for (const { id } of all) await has(ben, id);
  await ben.client.star(
    idOf(ann),
    all.map(({ id }) => id),
    true,
  );
  const texts = async () => (await ben.client.starred()).map(({ text }) => text);
  assert.deepEqual(await texts(), ['three', 'two', 'one']);
  const [last] = await ben.client.starred({ limit: 1 });
  assert.deepEqual((await ben.client.starred({ before: last!.cursor })).length, 2);
  await ben.client.star(idOf(ann), [all[1]!.id], false);
  await ann.client.deleteForEveryone(all[0]!.id);
  await sees(ben, all[0]!.id, ({ deletedBy }) => deletedBy !== undefined);
  assert.deepEqual(await texts(), ['three']);
  assert.deepEqual(await ann.client.starred(), []);
});

const photo = { asset: '0'.repeat(32), key: new Uint8Array(32), sha256: new Uint8Array(32), size: 9 };

test('D4 what was opened once on one device is opened on the own others, for its author, and for nobody else', async t => {
  const { world, ann, ben } = await meet(t);
  const second = await world.open(await linkSecondDevice(world.server.accounts, ben.store));
  const id = newMessageId();
  const attachments = [{ ...photo, name: 'a.jpg', type: 'image/jpeg', thumbnail: new Uint8Array(9) }];
  const sender = await queues(world, ann, idOf(ben), id, { kind: 'text', text: '', attachments, viewOnce: true });
  for (const person of [ben, second]) {
    const { viewOnce, attachments } = await has(person, id);
    assert.deepEqual(viewOnce, { opened: false, file: { name: 'a.jpg', type: 'image/jpeg', size: 9 } });
    assert.equal(attachments, undefined);
    await assert.rejects(person.client.pin(id, true), { code: 'not_pinnable' });
  }
  await assert.rejects(ben.client.forward(id, idOf(ann)), { code: 'view_once' });
  const own = await sendsAnyway(world, sender, idOf(ben), { author: idOf(ann), id, kind: 'viewed' });
  await own.client.whenSent();
  assert.equal((await second.client.message(id))?.viewOnce?.opened, false, 'its author has no say in it');
  await sendsAnyway(world, ben, idOf(ann), { author: idOf(ann), id, kind: 'viewed' });
  const { viewOnce } = await sees(second, id, message => message.viewOnce?.opened === true);
  assert.deepEqual(viewOnce, { opened: true });
  await assert.rejects(second.client.openAttachment(id, 0), { code: 'view_once' });
});

test('F37 F38 what was read on one device, or written on it, is nothing unread on another that slept', async t => {
  const { world, ann, ben } = await meet(t);
  const second = await world.open(await linkSecondDevice(world.server.accounts, ben.store));
  const ids = [(await says(ann, idOf(ben), 'one')).id, (await says(ann, idOf(ben), 'two')).id];
  for (const id of ids) for (const person of [ben, second]) await has(person, id);
  world.server.cut(1006, second.client);
  await second.client.close();
  const third = await says(ann, idOf(ben), 'three');
  await has(ben, third.id);
  await ben.client.markRead(idOf(ann), ids[1]!);
  await says(ben, idOf(ann), 'my own');
  const woken = await world.restart(second);
  await has(woken, third.id);
  await until(async () => (await woken.client.chat(idOf(ann))).last?.text === 'my own');
  for (const { client } of [ben, woken]) assert.equal((await client.chat(idOf(ann))).unread, 1);
});
