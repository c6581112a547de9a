// Many people who close their program and open it again all the time, each time on whatever gateway the balancer gives them, some who
// are not there at all meanwhile, and a few who write to all of them.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, openClient, type Store } from '@parley/client';
import type { ChatId } from '@parley/protocol';
import { seen } from './chats.ts';
import { follow, listen, listenOnline, makePerson, type Record } from './person.ts';

const AUTHORS = 5;
const MOVERS = 50;
/** Of them, in each run. What is written to them has to stay somewhere until it ends. */
const AWAY = 10;
const BETWEEN_MS = 100;
/** Of them, after each run. */
const BACK = 20;
/** So long before or after that something is written to them, at most. */
const AROUND_MS = 200;
const ALL = 1_000_000;
const TO = ' to ';

export const isToMover = (what: string): boolean => what.includes(TO);

export interface Movers {
  /** To the next of them. */
  writeOne(): Promise<void>;
  /** Until the signal says so; then all are there. */
  move(random: () => number, signal: AbortSignal): Promise<void>;
  /** Some connect again just as something is written to them, and hear of nothing else that would bring it along (D6). */
  comeBack(random: () => number): Promise<void>;
  whenSent(): Promise<void>;
  /** What each sees of these messages, by chat. */
  screens(whats: ReadonlySet<string>): Promise<Map<string, Map<string, readonly string[]>>>;
  close(): Promise<void>;
}

interface Mover {
  readonly name: string;
  readonly store: Store;
  readonly author: Client;
  /** What their program has told, in all of its runs. */
  readonly told: Set<string>;
  client: Client;
}

export async function createMovers(server: string, record: Record): Promise<Movers> {
  const people = await Promise.all(
    Array.from({ length: AUTHORS + MOVERS }, (_, i) => makePerson(server, nameOf(i), `+1555072${1_000 + i}`)),
  );
  const authors = people.slice(0, AUTHORS).map(({ client }) => client);
  const movers = people.slice(AUTHORS).map(({ client, store }, i): Mover => {
    return { name: nameOf(AUTHORS + i), client, store, author: authors[i % AUTHORS]!, told: new Set() };
  });
  for (const [index, author] of authors.entries()) {
    follow(author, record);
    listenOnline(author, nameOf(index), record);
  }
  for (const mover of movers) start(mover, record);
  for (const author of authors) author.connect();
  let count = 0;
  async function writeTo({ name, author, client }: Mover): Promise<void> {
    const by = nameOf(authors.indexOf(author));
    const what = `${by}${TO}${name} #${++count}`;
    record({ kind: 'written', what, by, chat: chatOf(by, name), to: [name] });
    await author.sendText(client.account, what);
  }
  let next = 0;
  return {
    writeOne: () => writeTo(movers[next++ % MOVERS]!),
    async move(random, signal) {
      const first = Math.floor(random() * MOVERS);
      const away = Array.from({ length: AWAY }, (_, i) => movers[(first + i) % MOVERS]!);
      await Promise.all(away.map(({ client }) => client.close()));
      while (!signal.aborted) {
        const mover = movers[Math.floor(random() * MOVERS)]!;
        if (!away.includes(mover)) await reopen(mover, record);
        await sleep(BETWEEN_MS);
      }
      await Promise.all(away.map(mover => reopen(mover, record)));
    },
    async comeBack(random) {
      const back = Array.from({ length: BACK }, () => movers[next++ % MOVERS]!);
      await Promise.all(back.map(({ client }) => client.close()));
      await Promise.all(back.map((mover, index) => comeBackOne(mover, { index, random, writeTo, record })));
    },
    whenSent: async () => void (await Promise.all(authors.map(author => author.whenSent()))),
    screens: whats => screensOf(movers, authors, whats),
    close: async () =>
      void (await Promise.all([...authors, ...movers.map(({ client }) => client)].map(c => c.close()))),
  };
}

const nameOf = (index: number): string => (index < AUTHORS ? `A${index + 1}` : `M${index - AUTHORS + 1}`);
const chatOf = (author: string, mover: string): string => `${author} and ${mover}`;

function start({ client, name, told }: Mover, record: Record): void {
  listen(client, name, event => {
    if (event.kind === 'shown') told.add(event.what);
    record(event);
  });
  listenOnline(client, name, record);
  client.connect();
}

interface ComingBack {
  readonly index: number;
  readonly random: () => number;
  writeTo(mover: Mover): Promise<void>;
  readonly record: Record;
}

async function comeBackOne(mover: Mover, { index, random, writeTo, record }: ComingBack): Promise<void> {
  const startMs = AROUND_MS + index * BETWEEN_MS;
  const writeMs = startMs + (2 * random() - 1) * AROUND_MS;
  await Promise.all([sleep(writeMs).then(() => writeTo(mover)), sleep(startMs).then(() => reopen(mover, record))]);
}

/** What was stored while the program ended, and never told, is shown by the next run. */
async function reopen(mover: Mover, record: Record): Promise<void> {
  const { name, store, author, told } = mover;
  await mover.client.close();
  mover.client = await openClient({ store });
  for (const { text, state } of await mover.client.messages(author.account, { limit: ALL })) {
    if (!text || state !== 'received' || told.has(text)) continue;
    told.add(text);
    record({ kind: 'shown', what: text, at: name });
  }
  start(mover, record);
}

async function screensOf(movers: readonly Mover[], authors: readonly Client[], whats: ReadonlySet<string>) {
  const screens = new Map<string, Map<string, readonly string[]>>();
  const look = async (client: Client, at: string, chat: string, id: ChatId): Promise<void> => {
    const texts = (await seen(client, id, whats)).map(({ text }) => text!);
    screens.set(at, (screens.get(at) ?? new Map()).set(chat, texts));
  };
  for (const { name, client, author } of movers) {
    const by = nameOf(authors.indexOf(author));
    await look(client, name, chatOf(by, name), author.account);
    await look(author, by, chatOf(by, name), client.account);
  }
  return screens;
}
