// A phone, or another device of its person: the SDK with its store on disk, behind a network of its own, whose person reads what arrives one by one.
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  type Client,
  link,
  type Message,
  type MessageId,
  openClient,
  type Presence,
  register,
  type Store,
  type Typing,
} from '@parley/client';
import { openSqliteStore } from '@parley/client/node';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

export interface Phone {
  readonly owner: string;
  readonly network: TcpProxy;
  /** Own messages by their text; the newest where several have the same. */
  readonly written: Map<string, MessageId>;
  /** Own messages that the server keeps from whom they were sent to. */
  readonly withheld: Set<MessageId>;
  /** What it was told of who is typing, oldest first. */
  readonly typings: Typing[];
  /** What it was told last of each whom it watches. */
  readonly presences: Map<string, Presence>;
  /** Throws while it is switched off. */
  client(): Client;
  isOn(): boolean;
  switchOn(): Promise<void>;
  switchOff(): Promise<void>;
  /** The next message of another person, in order of arrival, each once, across `switchOff`. */
  nextArrival(): Promise<Message>;
  /** How many arrivals have been read so far. */
  read(): number;
}

export interface NewPhone {
  readonly owner: string;
  readonly server: string;
  /** Where it keeps its store. */
  readonly folder: string;
  /** Makes it a device of somebody. */
  readonly begin: (parts: Beginning) => Promise<Client>;
}

interface Beginning {
  readonly server: string;
  readonly store: Store;
  readonly random: () => number;
}

/** Somebody new. */
export function registered(name: string, phone: string): NewPhone['begin'] {
  const code = async ({ developmentCode = '' }) => developmentCode;
  return parts => register({ ...parts, phone, name, code });
}

/** Somebody who has that phone. */
export function linkedTo(phone: Phone): NewPhone['begin'] {
  return async parts => {
    const shown = Promise.withResolvers<string>();
    const linking = link({ ...parts, deviceName: 'Laptop', show: ({ text }) => shown.resolve(text) });
    await phone.client().linkDevice(await shown.promise);
    return linking;
  };
}

// Reconnects within 300 ms: waiting times are drawn from 0 up to 30 s.
const random = (): number => 0.01;

/** A device of somebody, and connecting. */
export async function createPhone(t: TestContext, { owner, server, folder, begin }: NewPhone): Promise<Phone> {
  const network = await startTcpProxy(t, server);
  const openStore = () => openSqliteStore(join(folder, owner));
  let client: Client | undefined = await begin({ server: network.url, store: await openStore(), random });
  let arrivals = client.incoming();
  let read = 0;
  const typings: Typing[] = [];
  const presences = new Map<string, Presence>();
  const follow = (opened: Client): void => {
    opened.on('typing', typing => typings.push(typing));
    opened.on('presence', presence => presences.set(presence.account, presence));
  };
  follow(client);
  client.connect();

  async function switchOff(): Promise<void> {
    const closing = client;
    client = undefined;
    await arrivals.return?.();
    await closing?.close();
  }

  return {
    owner,
    network,
    written: new Map(),
    withheld: new Set(),
    typings,
    presences,
    client() {
      if (!client) throw new Error(`${owner}'s phone is switched off`);
      return client;
    },
    isOn: () => client !== undefined,
    async switchOn() {
      client = await openClient({ store: await openStore(), random });
      arrivals = client.incoming();
      follow(client);
      client.connect();
    },
    switchOff,
    async nextArrival() {
      const { value, done } = await arrivals.next();
      if (done) throw new Error(`${owner}'s phone is switched off`);
      read++;
      return value;
    },
    read: () => read,
  };
}
