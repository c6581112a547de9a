import type { Client, Notice } from '../client.ts';
import { type Clock, systemClock } from '../clock.ts';
import { openClient } from '../open-client.ts';
import { register } from '../register.ts';
import { type Collection, collections, keyOf, type Rows } from '../store/schema.ts';
import type { Store, Write } from '../store/store.ts';
import { createMemoryStore } from '../store/store-memory.ts';
import { CODE } from './fake-accounts.ts';
import { createFakeServer, type FakeServer } from './fake-server.ts';

export interface Person {
  readonly client: Client;
  readonly store: Store;
  readonly notices: Notice[];
  /** The process is gone: nothing that it still tries reaches the server. */
  kill(): void;
}

/** People around one server. */
export interface World {
  readonly server: FakeServer;
  register(name: string, options?: PersonOptions): Promise<Person>;
  /** A device that is registered already. */
  open(store: Store): Promise<Person>;
  /** The same device in a new run of the program. With `killed`, from what the store held at that moment. */
  restart(person: Person, options?: PersonOptions & { readonly killed?: boolean }): Promise<Person>;
  close(): Promise<void>;
}

export interface PersonOptions {
  readonly store?: Store;
  readonly clock?: Clock;
  readonly phone?: string;
  readonly online?: boolean;
  /** 0 unless said: nothing is waited for before it is tried again. */
  readonly random?: () => number;
}

export function createWorld(clock: Clock = systemClock): World {
  const server = createFakeServer(clock);
  const people: Person[] = [];

  async function meet(client: Client, store: Store, network: Network, online: boolean): Promise<Person> {
    const person: Person = { client, store, notices: [], kill: network.kill };
    client.on('notice', notice => person.notices.push(notice));
    people.push(person);
    if (online) {
      client.connect();
      await client.whenOnline();
    }
    return person;
  }

  return {
    server,
    async register(
      name,
      { store = createMemoryStore(), phone, online = true, clock: own = clock, random = () => 0 } = {},
    ) {
      const network = createNetwork(server);
      const number = phone ?? `+1555010${String(1000 + people.length)}`;
      const code = async () => CODE;
      const parts = { ...network.parts, clock: own, random };
      return meet(
        await register({ ...parts, server: server.url, phone: number, name, store, code }),
        store,
        network,
        online,
      );
    },
    async open(store) {
      const network = createNetwork(server);
      return meet(await openClient({ ...network.parts, clock, store }), store, network, true);
    },
    async restart(person, { online = true, clock: own = clock, killed = false, random = () => 0 } = {}) {
      const network = createNetwork(server);
      const store = killed ? await copyOf(person.store) : person.store;
      if (killed) person.kill();
      else await person.client.close();
      return meet(await openClient({ ...network.parts, clock: own, random, store }), store, network, online);
    },
    async close() {
      for (const { client } of people) await client.close();
    },
  };
}

export type Network = ReturnType<typeof createNetwork>;

/** One process's way to the server. */
export function createNetwork(server: FakeServer) {
  let dead = false;
  const parts = {
    random: () => 0,
    fetch: (async (input, init) => {
      if (dead) throw new TypeError('the process is gone');
      return server.accounts.fetch(input, init);
    }) as typeof fetch,
    transport: {
      open(...[url, subprotocol, events]: Parameters<FakeServer['transport']['open']>) {
        if (dead) return { send() {}, close() {} };
        return server.transport.open(url, subprotocol, {
          opened: () => dead || events.opened(),
          received: message => dead || events.received(message),
          closed: code => dead || events.closed(code),
        });
      },
    },
  };
  return {
    parts,
    kill() {
      dead = true;
    },
  };
}

async function copyOf(store: Store): Promise<Store> {
  const writes: Write[] = [];
  const add = <C extends Collection>(collection: C, row: Rows[C]) =>
    writes.push({ collection, key: keyOf(collection, row), row } as Write);
  for (const collection of collections) for (const row of await store.list(collection)) add(collection, row);
  const copy = createMemoryStore();
  await copy.commit(writes);
  return copy;
}
