// People with SDK clients in this process, around a server that is a process of its own.
import { type Client, type ClientParts, createMemoryStore, openClient, register, type Store } from '@parley/client';
import type { ChatId } from '@parley/protocol';
import type { Scope } from './server-process.ts';

export interface Person {
  readonly name: string;
  readonly store: Store;
  client: Client;
}

export interface People {
  register(name: string, parts?: ClientParts): Promise<Person>;
  /** The same device in a new run of its program; `server`: by another way. */
  reopen(person: Person, parts?: ClientParts & { server?: string }): Promise<Client>;
}

export function createPeople(t: Scope, server: string): People {
  const clients = new Set<Client>();
  const keep = (client: Client): Client => {
    clients.add(client);
    return client;
  };
  t.after(() => Promise.all([...clients].map(client => client.close())));
  let phones = 0;
  return {
    async register(name, parts = {}) {
      const store = createMemoryStore();
      const phone = `+1555060${1000 + phones++}`;
      const code = async ({ developmentCode = '' }) => developmentCode;
      const client = keep(await register({ ...parts, server, phone, name, store, code }));
      return { name, store, client };
    },
    async reopen(person, parts = {}) {
      await person.client.close();
      person.client = keep(await openClient({ ...parts, store: person.store }));
      return person.client;
    },
  };
}

export async function texts(client: Client, chat: ChatId): Promise<(string | undefined)[]> {
  return (await client.messages(chat, { limit: 100_000 })).map(({ text }) => text);
}
