// A phone: the SDK with its store on disk, behind a network of its own, whose person reads what arrives one by one.
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  type Client,
  type Message,
  type MessageId,
  openClient,
  type Presence,
  register,
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
  readonly number: string;
  readonly server: string;
  /** Where it keeps its store. */
  readonly folder: string;
}

// Reconnects within 300 ms: waiting times are drawn from 0 up to 30 s.
const random = (): number => 0.01;

/** Registered and connecting. */
export async function createPhone(t: TestContext, { owner, number, server, folder }: NewPhone): Promise<Phone> {
  const network = await startTcpProxy(t, server);
  const openStore = () => openSqliteStore(join(folder, owner));
  const code = async ({ developmentCode = '' }) => developmentCode;
  const first = { server: network.url, phone: number, name: owner, store: await openStore(), code, random };
  let client: Client | undefined = await register(first);
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
