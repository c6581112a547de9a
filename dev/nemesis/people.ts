// The load of a fault run: people with the SDK who write to each other and in groups, and a record of all that happens to it.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createMemoryStore, type Message, register } from '@parley/client';
import type { ChatId } from '@parley/protocol';
import { until } from '../parts/until.ts';
import type { History, HistoryEvent } from './history.ts';

const PEOPLE = 12;
const GROUPS = 3;
const GROUP_SIZE = 6;
const GROUP_MS = 60_000;

export interface Crowd {
  /** From now on, so many a second, until `stop`: by turns to somebody and to a group. */
  write(perSecond: number, random: () => number): { stop(): Promise<void> };
  written(): number;
  /** Resolves once the server has taken all that was written. */
  whenSent(): Promise<void>;
  /** Resolves once everybody has everything and every author knows, or after that time. */
  whenTold(patienceMs: number): Promise<void>;
  /** Of all that was written since the last one. */
  history(): Promise<History>;
  close(): Promise<void>;
}

interface Chat {
  /** The same for all who are in it. */
  readonly name: string;
  readonly people: readonly number[];
  /** Where the person at that index finds it. */
  idFor(index: number): ChatId;
}

export async function createCrowd(server: string): Promise<Crowd> {
  const clients: Client[] = [];
  for (let index = 0; index < PEOPLE; index++) clients.push(await makePerson(server, index));
  const chats = [...pairs(clients), ...(await makeGroups(clients))];
  let events: HistoryEvent[] = [];
  const record = (event: HistoryEvent): void => void events.push(event);
  for (const [index, client] of clients.entries()) listen(client, nameOf(index), record);
  let count = 0;

  async function writeOne(random: () => number): Promise<void> {
    const chat = chats[Math.floor(random() * chats.length)]!;
    const author = chat.people[Math.floor(random() * chat.people.length)]!;
    const what = `${nameOf(author)} #${++count}`;
    const to = chat.people.filter(index => index !== author).map(nameOf);
    record({ kind: 'written', what, by: nameOf(author), chat: chat.name, to });
    await clients[author]!.sendText(chat.idFor(author), what);
  }

  return {
    write(perSecond, random) {
      const ending = new AbortController();
      const work = (async () => {
        for (let next = performance.now(); !ending.signal.aborted; next += 1_000 / perSecond) {
          await sleep(Math.max(0, next - performance.now()));
          await writeOne(random);
        }
      })();
      const stop = (): Promise<void> => {
        ending.abort();
        return work;
      };
      return { stop };
    },
    written: () => events.filter(({ kind }) => kind === 'written').length,
    whenSent: async () => void (await Promise.all(clients.map(client => client.whenSent()))),
    async whenTold(patienceMs) {
      const wanted = events.reduce((sum, event) => sum + (event.kind === 'written' ? event.to.length + 1 : 0), 0);
      const isEnd = ({ kind }: HistoryEvent): boolean => kind === 'shown' || kind === 'delivered';
      const isTold = async () => events.filter(isEnd).length >= wanted;
      await until('everything is there', patienceMs, isTold).catch(() => undefined);
    },
    async history() {
      const screens = new Map<string, Map<string, readonly string[]>>();
      const mine = new Set(events.flatMap(event => (event.kind === 'written' ? [event.what] : [])));
      for (const [index, client] of clients.entries())
        screens.set(nameOf(index), await screenOf(client, index, chats, mine));
      const history = { events, screens };
      events = [];
      return history;
    },
    close: async () => void (await Promise.all(clients.map(client => client.close()))),
  };
}

const nameOf = (index: number): string => `P${index + 1}`;

async function makePerson(server: string, index: number): Promise<Client> {
  const phone = `+1555070${1_000 + index}`;
  const code = async ({ developmentCode = '' }) => developmentCode;
  const client = await register({ server, phone, name: nameOf(index), store: createMemoryStore(), code });
  client.connect();
  return client;
}

function listen(client: Client, at: string, record: (event: HistoryEvent) => void): void {
  const told = new Set<string>();
  client.on('message', ({ outgoing, text, state }) => {
    if (!outgoing && text && state === 'received') record({ kind: 'shown', what: text, at });
  });
  client.on('resent', ({ text }) => text && record({ kind: 'shown', what: text, at }));
  client.on('status', ({ outgoing, text, state }: Message) => {
    if (!outgoing || !text || (state !== 'sent' && state !== 'delivered')) return;
    for (const kind of state === 'sent' ? (['sent'] as const) : (['sent', 'delivered'] as const)) {
      if (told.has(`${kind} ${text}`)) continue;
      told.add(`${kind} ${text}`);
      record({ kind, what: text });
    }
  });
}

function pairs(clients: readonly Client[]): Chat[] {
  return clients.flatMap((_, a) =>
    [(a + 1) % clients.length, (a + 5) % clients.length].map(b => ({
      name: `${nameOf(a)} and ${nameOf(b)}`,
      people: [a, b],
      idFor: (index: number): ChatId => clients[index === a ? b : a]!.account,
    })),
  );
}

async function makeGroups(clients: readonly Client[]): Promise<Chat[]> {
  const groups: Chat[] = [];
  for (let number = 0; number < GROUPS; number++) {
    const people = Array.from({ length: GROUP_SIZE }, (_, i) => (number * 4 + i) % clients.length);
    const members = people.slice(1).map(index => clients[index]!.account);
    const { id } = await clients[people[0]!]!.createGroup({ name: `Group ${number + 1}`, members });
    for (const index of people) {
      await until('a group is known', GROUP_MS, async () => (await clients[index]!.group(id)) !== undefined);
    }
    groups.push({ name: `Group ${number + 1}`, people, idFor: () => id });
  }
  return groups;
}

/** What the person sees of what was written in this run. */
async function screenOf(client: Client, index: number, chats: readonly Chat[], mine: ReadonlySet<string>) {
  const screen = new Map<string, readonly string[]>();
  for (const chat of chats.filter(({ people }) => people.includes(index))) {
    const messages = await client.messages(chat.idFor(index), { limit: 1_000_000 });
    const whats = messages.flatMap(({ text }) => (text !== undefined && mine.has(text) ? [text] : []));
    screen.set(chat.name, whats);
  }
  return screen;
}
