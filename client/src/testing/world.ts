import type { Client, Notice } from '../client.ts';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { openClient } from '../open-client.ts';
import { register } from '../register.ts';
import type { Store } from '../store/store.ts';
import { createMemoryStore } from '../store/store-memory.ts';
import { CODE } from './fake-accounts.ts';
import { createFakeServer, type FakeServer } from './fake-server.ts';

export interface Person {
  readonly client: Client;
  readonly store: Store;
  readonly notices: Notice[];
}

/** People around one server. */
export interface World {
  readonly server: FakeServer;
  register(name: string, options?: PersonOptions): Promise<Person>;
  /** The same device in a new run of the program: the old one is closed, or just forgotten as a kill would. */
  restart(person: Person, options?: PersonOptions & { readonly killed?: boolean }): Promise<Person>;
  close(): Promise<void>;
}

export interface PersonOptions {
  readonly store?: Store;
  readonly clock?: Clock;
  readonly phone?: string;
  readonly online?: boolean;
}

export function createWorld(clock: Clock = systemClock): World {
  const server = createFakeServer(clock);
  const { transport, accounts, url } = server;
  const people: Person[] = [];
  const parts = { transport, fetch: accounts.fetch, random: () => 0 };

  async function meet(client: Client, store: Store, online: boolean): Promise<Person> {
    const person: Person = { client, store, notices: [] };
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
    async register(name, { store = createMemoryStore(), phone, online = true, clock: own = clock } = {}) {
      const number = phone ?? `+1555010${String(1000 + people.length)}`;
      const code = async () => CODE;
      const client = await register({ ...parts, clock: own, server: url, phone: number, name, store, code });
      return meet(client, store, online);
    },
    async restart(person, { online = true, clock: own = clock, killed = false } = {}) {
      if (killed) server.cut(1006, person.client);
      else await person.client.close();
      return meet(await openClient({ ...parts, clock: own, store: person.store }), person.store, online);
    },
    async close() {
      for (const { client } of people) await client.close();
    },
  };
}
