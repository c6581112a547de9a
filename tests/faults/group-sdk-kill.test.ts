// kill -9 of the real server while clients of the SDK write in groups: all that was written is with every member, once and in
// one order, and nobody has to do anything for it. PARLEY_KILL_RUNS sets how often, up to 20.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Client, createMemoryStore, type GroupId, type Message, register } from '@parley/client';
import { until } from '../sdk/real-world.ts';
import { startServerProcess } from '../support/server-process.ts';

const runs = Math.min(20, Number(process.env.PARLEY_KILL_RUNS ?? 3));
const NAMES = ['Ann', 'Ben', 'Cat', 'Dan'];
const ANSWERS_BEFORE_KILL = 40;
/** Of each writer in each group: enough for several in one commit. */
const WINDOW = 8;
const MOST_MS = 120_000;

test(`D1 D2 D3 D4 D9 F13 ${runs} kills while clients write in groups: everything is there, once and in one order`, {
  timeout: 900_000,
}, async t => {
  const server = await startServerProcess(t, { env: { PARLEY_SENDS_PER_SECOND: '0' } });
  const people = await meet(t, server.url);
  const groups = await Promise.all([makeGroup(people), makeGroup(people.slice(1))]);
  const written = new Map<GroupId, string[]>(groups.map(({ id }) => [id, []]));
  const sent = new Map<string, number>();
  for (const client of people) client.on('status', note(sent));
  for (let run = 1; run <= runs; run++) {
    const enough = sent.size + ANSWERS_BEFORE_KILL + ((run * 37) % 60);
    let writing = true;
    const writers = groups.flatMap(group =>
      group.members.map(client => write(client, group.id, written.get(group.id)!, () => writing)),
    );
    await until(() => sent.size >= enough, MOST_MS);
    await server.kill();
    writing = false;
    await Promise.all(writers);
    await server.start();
  }
  for (const client of people) await client.whenSent(AbortSignal.timeout(MOST_MS));
  assert.ok(sent.size >= runs * ANSWERS_BEFORE_KILL, `the load was real: ${sent.size} acknowledged`);
  for (const { id, members } of groups) await check(id, members, written.get(id)!, sent);
});

async function meet(t: TestContext, server: string): Promise<Client[]> {
  const people: Client[] = [];
  t.after(() => Promise.all(people.map(client => client.close())));
  for (const [i, name] of NAMES.entries()) {
    const code = async ({ developmentCode = '' }) => developmentCode;
    const device = { server, phone: `+1555030100${i}`, name, store: createMemoryStore(), code, random: () => 0.01 };
    const client = await register(device);
    people.push(client);
    client.connect();
    await client.whenOnline();
  }
  return people;
}

async function makeGroup(members: readonly Client[]) {
  const [owner, ...others] = members as [Client, ...Client[]];
  const { id } = await owner.createGroup({ name: 'Climbing', members: others.map(({ account }) => account) });
  for (const client of others) await until(async () => (await client.group(id)) !== undefined);
  return { id, members };
}

/** What the server has acknowledged, and the time it gave. */
function note(sent: Map<string, number>): (message: Message) => void {
  return ({ id, outgoing, state, ts }) => {
    if (outgoing && state !== 'pending') sent.set(id, sent.get(id) ?? ts);
  };
}

/** Writes on without waiting for each answer, whether there is a server or not. */
async function write(client: Client, id: GroupId, written: string[], goOn: () => boolean): Promise<void> {
  while (goOn()) {
    const some = Array.from({ length: WINDOW }, (_, i) => `${client.name} ${written.length + i}`);
    written.push(...some);
    const messages = await Promise.all(some.map(text => client.sendText(id, text)));
    const last = messages.at(-1)!;
    await until(async () => !goOn() || (await stateOf(client, last)) !== 'pending', MOST_MS);
  }
}

async function stateOf(client: Client, { id, chat }: Message): Promise<string | undefined> {
  return (await client.messages(chat, { limit: WINDOW * NAMES.length })).find(message => message.id === id)?.state;
}

async function check(
  id: GroupId,
  members: readonly Client[],
  written: readonly string[],
  sent: ReadonlyMap<string, number>,
): Promise<void> {
  const shown = async (client: Client) =>
    (await client.messages(id, { limit: 100_000 })).filter(({ notice }) => !notice);
  for (const client of members) await until(async () => (await shown(client)).length >= written.length, MOST_MS);
  const [first, ...others] = await Promise.all(members.map(shown));
  const textsOf = (messages: readonly Message[]) => messages.map(({ text }) => text);
  assert.deepEqual(textsOf(first!).toSorted(), [...written].sort(), 'everything that was written, once');
  for (const other of others) assert.deepEqual(textsOf(other), textsOf(first!), 'all see one order');
  for (const { name } of members) {
    const own = (text: string | undefined) => text?.startsWith(`${name} `) ?? false;
    assert.deepEqual(textsOf(first!).filter(own), written.filter(own), `as ${name} has written it`);
  }
  for (const message of first!) assert.equal(message.ts, sent.get(message.id), 'where it was acknowledged');
}
