// Who comes of their own accord is known to the members by name, without having written.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type AccountId, accountIdFrom, type GroupId } from '@parley/protocol';
import { createRealWorld, type Person, type RealWorld, until } from './real-world.ts';

const picture = Uint8Array.of(0xff, 0xd8, 0xff, ...new Uint8Array(300).fill(7));
const idOf = ({ client }: Person): AccountId => client.account;

async function people(t: TestContext) {
  const world = await createRealWorld(t);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  const [cat, dan] = [await world.register('Cat'), await world.register('Dan')];
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [ben, cat].map(idOf) });
  for (const { client } of [ben, cat]) await until(async () => (await client.group(id)) !== undefined);
  return { world, ann, ben, cat, dan, id };
}

function goesAway({ network }: Person): void {
  network.reachable = false;
  network.cut();
}

function comesBack({ network, client }: Person): void {
  network.reachable = true;
  client.connect();
}

/** Who a member is to somebody, as the group shows it. */
async function seen({ client }: Person, id: GroupId, who: Person) {
  return (await client.group(id))?.members.find(({ account }) => account === idOf(who));
}

async function sees(person: Person, id: GroupId, who: Person): Promise<void> {
  await until(async () => (await seen(person, id, who))?.name === who.client.name);
}

const isMember = (person: Person, id: GroupId) => until(async () => (await seen(person, id, person)) !== undefined);

/** To whom of others the device sends, from now on. */
function recipients({ network, client }: Person): AccountId[] {
  const to: AccountId[] = [];
  network.up = ({ send }) => {
    const account = send && accountIdFrom(send.to as Uint8Array);
    if (account && account !== client.account) to.push(account);
    return undefined;
  };
  return to;
}

const once = (of: readonly AccountId[]) => [...of].sort();

test('who joins by a link and is silent has name and picture for all members, also who was away, and not a line of his own', async t => {
  const { ann, ben, cat, dan, id } = await people(t);
  await dan.client.setProfile({ avatar: picture, avatarFor: 'everyone', about: 'for contacts' });
  goesAway(ben);
  const told: (string | undefined)[] = [];
  cat.client.on('group', ({ members }) => told.push(members.find(({ account }) => account === idOf(dan))?.avatar));
  await dan.client.joinGroup((await ann.client.makeInvite(id)).link!);
  for (const person of [ann, cat]) await sees(person, id, dan);
  await until(() => told.includes(dan.client.avatar));
  comesBack(ben);
  await sees(ben, id, dan);
  await until(async () => (await seen(ben, id, dan))?.avatar === dan.client.avatar);
  for (const { client, notices } of [ann, ben, cat]) {
    assert.equal((await client.profile(idOf(dan))).about, undefined);
    const lines = (await client.messages(id)).filter(({ author }) => author === idOf(dan));
    assert.deepEqual(
      lines.map(({ notice }) => notice?.kind),
      ['group_joined'],
    );
    const chats = await client.chats();
    assert.deepEqual(
      chats.map(chat => [chat.id, chat.unread]),
      [[id, 0]],
    );
    assert.deepEqual(notices, []);
  }
});

test('F21 who was let in while away tells who he is when he comes: those who are members then, and nobody who has left', async t => {
  const { world, ann, ben, cat, dan, id } = await people(t);
  const { link } = await ann.client.makeInvite(id, { approval: true });
  assert.equal((await dan.client.joinGroup(link!)).state, 'asked');
  goesAway(dan);
  await ann.client.answerRequest(id, idOf(dan), true);
  await cat.client.leaveGroup(id);
  const again = await world.restart(dan, { online: false });
  const to = recipients(again);
  again.client.connect();
  for (const person of [ann, ben]) await sees(person, id, dan);
  await again.client.whenSent();
  assert.deepEqual(once(to), once([ann, ben].map(idOf)));
  assert.equal(await cat.store.get('contacts', idOf(dan)), undefined);
});

test('F21 a key on its way to a member who leaves before there is a connection again is not sent', async t => {
  const { world, ann, ben, cat, dan, id } = await people(t);
  dan.network.up = frame => (frame.send ? 'drop' : undefined);
  const { link } = await ann.client.makeInvite(id);
  const queued = async () => (await dan.store.list('outbox')).some(({ payload }) => payload.kind === 'sender_key');
  await Promise.all([dan.client.joinGroup(link!), until(queued).then(() => goesAway(dan))]);
  await cat.client.leaveGroup(id);
  const unsealed = (await dan.store.list('outbox')).map(({ sealed: _, ...row }) => row);
  await dan.client.close();
  await dan.store.commit(unsealed.map(row => ({ collection: 'outbox', key: orderOf(row), row })) as never);
  const again = await world.restart(dan, { online: false });
  const to = recipients(again);
  again.client.connect();
  for (const person of [ann, ben]) await sees(person, id, dan);
  await again.client.whenSent();
  assert.deepEqual([...new Set(to)].sort(), once([ann, ben].map(idOf)));
  const unreadable: string[] = [];
  cat.client.on('parked', ({ id }) => unreadable.push(id));
  await cat.client.joinGroup(link!);
  await sees(again, id, cat);
  const { id: first } = await again.client.sendText(id, 'I am Dan');
  await until(async () => (await cat.client.messages(id)).some(message => message.id === first && message.text));
  assert.deepEqual(unreadable, []);
});

test('the members are told once a membership, whatever is restarted, and anew when somebody comes again', async t => {
  const { world, ann, ben, cat, dan, id } = await people(t);
  const { link } = await ann.client.makeInvite(id);
  const to = recipients(dan);
  await dan.client.joinGroup(link!);
  for (const person of [ann, ben, cat]) await sees(person, id, dan);
  await dan.client.whenSent();
  assert.deepEqual(once(to), once([ann, ben, cat].map(idOf)));
  const again = await world.restart(dan, { online: false });
  const more = recipients(again);
  again.client.connect();
  await again.client.whenOnline();
  await ann.client.changeGroup(id, { name: 'Bouldering' });
  await until(async () => (await again.client.group(id))?.name === 'Bouldering');
  await again.client.whenSent();
  assert.deepEqual(more, []);
  await again.client.leaveGroup(id);
  await again.client.setProfile({ name: 'Daniel' });
  await again.client.joinGroup(link!);
  for (const { client } of [ann, ben, cat])
    await until(async () => (await client.profile(idOf(dan))).name === 'Daniel');
  await again.client.whenSent();
  assert.deepEqual(once(more), once([ann, ben, cat].map(idOf)));
});

test('F9 what did not leave before the program ended leaves when it runs again', async t => {
  const { world, ann, ben, cat, dan, id } = await people(t);
  dan.network.up = ({ send }) => (send ? 'drop' : undefined);
  await dan.client.joinGroup((await ann.client.makeInvite(id)).link!);
  await until(async () => (await dan.store.list('outbox')).length > 0);
  await world.restart(dan);
  for (const person of [ann, ben, cat]) await sees(person, id, dan);
});

test('where only admins write, who joins is shown by name all the same', async t => {
  const { ann, cat, dan, id } = await people(t);
  await ann.client.changeGroup(id, { settings: { announcementsOnly: true } });
  await dan.client.joinGroup((await ann.client.makeInvite(id)).link!);
  for (const person of [ann, cat]) await sees(person, id, dan);
});

/** Asked for on the laptop. */
async function asksOnLaptop(world: RealWorld, ann: Person, dan: Person, id: GroupId): Promise<Person> {
  const laptop = await world.link(dan);
  const { link } = await ann.client.makeInvite(id, { approval: true });
  assert.equal((await laptop.client.joinGroup(link!)).state, 'asked');
  return laptop;
}

test('of several devices the one that has asked tells, and no other', async t => {
  const { world, ann, ben, cat, dan, id } = await people(t);
  const laptop = await asksOnLaptop(world, ann, dan, id);
  const [byPhone, byLaptop] = [recipients(dan), recipients(laptop)];
  await ann.client.answerRequest(id, idOf(dan), true);
  for (const person of [ann, ben, cat]) await sees(person, id, dan);
  await isMember(dan, id);
  for (const { client } of [dan, laptop]) await client.whenSent();
  assert.deepEqual([byPhone, once(byLaptop)], [[], once([ann, ben, cat].map(idOf))]);
});

test('when the device that has asked is gone another one tells', async t => {
  const { world, ann, ben, cat, dan, id } = await people(t);
  const laptop = await asksOnLaptop(world, ann, dan, id);
  goesAway(laptop);
  await ann.client.answerRequest(id, idOf(dan), true);
  await isMember(dan, id);
  await dan.client.unlink(laptop.client.device);
  for (const person of [ann, ben, cat]) await sees(person, id, dan);
});

test('a device that an account comes back on tells nothing of what was joined before', async t => {
  const { world, ann, ben, cat, id } = await people(t);
  const phone = '+15550209999';
  const dan = await world.register('Dan', { phone });
  const code = await dan.client.newRecoveryCode();
  await dan.client.setRecoveryCode(code);
  await dan.client.joinGroup((await ann.client.makeInvite(id)).link!);
  for (const person of [ann, ben, cat]) await sees(person, id, dan);
  const again = await world.register('Dan', { phone, recoveryCode: async () => code, online: false });
  assert.equal(idOf(again), idOf(dan));
  const to = recipients(again);
  again.client.connect();
  await isMember(again, id);
  await until(async () => (await again.store.get('groups', id))?.presentedBy === undefined);
  await again.client.whenSent();
  assert.deepEqual(to, []);
});

test('who has come by a link is told who is who by whoever has made it', async t => {
  const { ann, ben, cat, dan, id } = await people(t);
  await ann.client.sendText(idOf(ben), 'hello');
  await ben.client.waitFor((await ben.client.sendText(idOf(ann), 'here I am')).id, 'delivered');
  const { id: welcome } = await ann.client.sendText(id, 'welcome');
  await ann.client.waitFor(welcome, 'delivered');
  await dan.client.joinGroup((await ann.client.makeInvite(id)).link!);
  await sees(ann, id, dan);
  assert.equal((await seen(dan, id, ben))?.name, undefined);
  await ann.client.sendText(id, 'this is Dan');
  await until(async () => (await dan.client.profile(idOf(ben))).name === 'Ben');
  await sees(cat, id, dan);
});

const orderOf = ({ order }: { readonly order: number }): string => String(order).padStart(16, '0');
