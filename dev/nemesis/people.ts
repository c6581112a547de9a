// The load of a fault run: people with the SDK who write and send photos to each other and in groups, many more who move between
// gateways, and a record of all that happens to it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@parley/client';
import { until } from '../parts/until.ts';
import { type Chat, makeGroups, nameOf, pairs, seen } from './chats.ts';
import type { History, HistoryEvent } from './history.ts';
import { createMovers, type Movers } from './movers.ts';
import { follow, listen, listenForParked, makePerson, type Record } from './person.ts';
import { opens, sendPhoto } from './photos.ts';

const PEOPLE = 12;
/** One message in so many has a file. */
const PHOTO_EVERY = 20;
/** Files on their way at once: while they have nowhere to go, people write on. */
const MAX_PHOTOS = 6;

export interface Crowd {
  /** From now on, so many a second, and as many to those who move, until `stop`, which waits for files on their way. */
  write(options: WriteOptions): { stop(): Promise<void> };
  /** Resolves once the server has taken all that was written. */
  whenSent(): Promise<void>;
  /** Resolves once everybody has everything and every author knows; false: after that time. */
  whenTold(patienceMs: number): Promise<boolean>;
  /** Once all is calm: some connect while something is written to them, and nothing else is written. */
  comeBack(random: () => number): Promise<void>;
  /** Of all that was written since the last one. All its files are opened. */
  history(): Promise<History>;
  close(): Promise<void>;
}

export interface WriteOptions {
  readonly perSecond: number;
  /** To those who move, in any case. */
  readonly leastToMovers: number;
  readonly random: () => number;
}

export async function createCrowd(server: string): Promise<Crowd> {
  let events: HistoryEvent[] = [];
  const record: Record = told => void events.push({ ...told, ms: performance.now() });
  const clients: Client[] = [];
  for (let index = 0; index < PEOPLE; index++) {
    const { client } = await makePerson(server, nameOf(index), `+1555070${1_000 + index}`);
    client.connect();
    clients.push(client);
  }
  const chats = [...pairs(clients), ...(await makeGroups(clients))];
  const whatOf = new Map<string, string>();
  for (const [index, client] of clients.entries()) {
    listen(client, nameOf(index), record);
    listenForParked(client, nameOf(index), whatOf, record);
    follow(client, record);
  }
  const movers = await createMovers(server, record);
  const writer = createWriter(clients, chats, whatOf, record);
  return {
    write: options => writeAll(writer, movers, options),
    async whenSent() {
      await Promise.all([...clients.map(client => client.whenSent()), movers.whenSent()]);
    },
    async whenTold(patienceMs) {
      const wanted = events.reduce((sum, event) => sum + (event.kind === 'written' ? event.to.length + 1 : 0), 0);
      const isEnd = ({ kind }: HistoryEvent): boolean => kind === 'shown' || kind === 'delivered';
      const isTold = async () => events.filter(isEnd).length >= wanted;
      return until('everything is there', patienceMs, isTold).then(
        () => true,
        () => false,
      );
    },
    async comeBack(random) {
      record({ kind: 'calm' });
      await movers.comeBack(random);
    },
    async history() {
      const whats = new Set(events.flatMap(event => (event.kind === 'written' ? [event.what] : [])));
      const screens = await movers.screens(whats);
      for (const [index, client] of clients.entries())
        screens.set(nameOf(index), await look(client, index, chats, whats, record));
      const history = { events, screens };
      events = [];
      return history;
    },
    async close() {
      await Promise.all([...clients.map(client => client.close()), movers.close()]);
    },
  };
}

interface Writer {
  writeOne(random: () => number): Promise<void>;
  /** Resolves once no file is on its way; rejects when one cannot be sent. */
  whenUploaded(): Promise<void>;
}

function createWriter(
  clients: readonly Client[],
  chats: readonly Chat[],
  whatOf: Map<string, string>,
  record: Record,
): Writer {
  let count = 0;
  /** By author and chat: what has a file is ordered by when that was there, so nobody writes anything else there meanwhile. */
  const uploads = new Map<string, Promise<void>>();
  async function writeOne(random: () => number): Promise<void> {
    const chat = chats[Math.floor(random() * chats.length)]!;
    const author = chat.people[Math.floor(random() * chat.people.length)]!;
    const place = `${author} ${chat.name}`;
    if (uploads.has(place)) return writeOne(random);
    const by = nameOf(author);
    const what = `${by} #${++count}`;
    const to = chat.people.filter(index => index !== author).map(nameOf);
    const written = { kind: 'written', what, by, chat: chat.name, to } as const;
    if (count % PHOTO_EVERY !== 0 || uploads.size >= MAX_PHOTOS) {
      record(written);
      const { id } = await clients[author]!.sendText(chat.idFor(author), what);
      whatOf.set(id, what);
      return;
    }
    const upload = sendPhoto(clients[author]!, chat.idFor(author), what, random).then(({ id }) => {
      whatOf.set(id, what);
      record({ ...written, hasFile: true });
      uploads.delete(place);
    });
    upload.catch(() => undefined); // told by whenUploaded
    uploads.set(place, upload);
  }
  return { writeOne, whenUploaded: async () => void (await Promise.all(uploads.values())) };
}

function writeAll(writer: Writer, movers: Movers, { perSecond, leastToMovers, random }: WriteOptions) {
  const ending = new AbortController();
  const pace = async (write: () => Promise<void>, least: number): Promise<void> => {
    const start = performance.now();
    for (let count = 0; count < least || !ending.signal.aborted; count++) {
      await sleep(Math.max(0, start + (count * 1_000) / perSecond - performance.now()));
      await write();
    }
  };
  const work = Promise.all([
    pace(() => writer.writeOne(random), 0),
    pace(movers.writeOne, leastToMovers),
    movers.move(random, ending.signal),
  ]);
  return {
    async stop() {
      ending.abort();
      await work;
      await writer.whenUploaded();
    },
  };
}

/** What the person sees of it; files are opened, which is recorded where they are right. */
async function look(
  client: Client,
  index: number,
  chats: readonly Chat[],
  whats: ReadonlySet<string>,
  record: Record,
): Promise<Map<string, readonly string[]>> {
  const screen = new Map<string, readonly string[]>();
  for (const chat of chats.filter(({ people }) => people.includes(index))) {
    const messages = await seen(client, chat.idFor(index), whats);
    screen.set(
      chat.name,
      messages.map(({ text }) => text!),
    );
    for (const message of messages) {
      if (message.attachments?.length && (await opens(client, message)))
        record({ kind: 'opened', what: message.text!, at: nameOf(index) });
    }
  }
  return screen;
}
