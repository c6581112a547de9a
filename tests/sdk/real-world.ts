// People with SDK clients around the real server in this process, and a network between them that loses what it is told to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  type AskRecoveryCode,
  type Client,
  type Clock,
  createMemoryStore,
  link,
  type Message,
  type Notice,
  openClient,
  register,
  type Store,
  type Transport,
  webSocketTransport,
} from '@parley/client';
import { type AccountId, type Limits, type MessageId, wire } from '@parley/protocol';
import { pino } from 'pino';
import { startServer } from '../../server/src/compose.ts';
import { configTable } from '../../server/src/config-table.ts';

/** What lies between one client and the server. */
export interface Network {
  /** Sees each frame of the client; 'drop' loses it, another takes its place. */
  up: (frame: wire.ClientFrame) => 'drop' | wire.ClientFrame.$Properties | undefined;
  /** Sees each frame to the client; 'drop' loses it, another takes its place. */
  down: (frame: wire.ServerFrame) => 'drop' | wire.ServerFrame.$Properties | undefined;
  /** To the client, as if the server had sent it. */
  tell(frame: wire.ServerFrame.$Properties): void;
  /** Breaks the connection; with `silent`, as a cable does: neither end is told. */
  cut(options?: { readonly silent?: boolean }): void;
  /** False: no connection comes about. */
  reachable: boolean;
}

export interface Person {
  readonly client: Client;
  readonly store: Store;
  readonly network: Network;
  readonly notices: Notice[];
}

export interface PersonOptions {
  readonly store?: Store;
  readonly clock?: Clock;
  readonly online?: boolean;
  /** One that somebody has already is registered anew. */
  readonly phone?: string;
  readonly recoveryCode?: AskRecoveryCode;
  /** What lies between it and the server's routes. */
  readonly fetch?: typeof fetch;
}

export interface LinkedOptions {
  readonly online?: boolean;
  readonly fetch?: typeof fetch;
}

export interface RealWorld {
  readonly url: string;
  register(name: string, options?: PersonOptions): Promise<Person>;
  /** Another device of somebody, linked by the code that it shows. */
  link(primary: Person, deviceName?: string, options?: LinkedOptions): Promise<Person>;
  /** The same device in a new run of the program. */
  restart(person: Person, options?: PersonOptions): Promise<Person>;
  restartServer(): Promise<void>;
}

export async function createRealWorld(t: Pick<TestContext, 'after'>, limits: Partial<Limits> = {}): Promise<RealWorld> {
  const data = mkdtempSync(join(tmpdir(), 'parley-sdk-'));
  const defaults = Object.fromEntries(Object.entries(configTable).map(([name, setting]) => [name, setting.default]));
  const config = { ...defaults, port: 0, data, dev: true, sendsPerSecond: 0 };
  const start = (port: number) =>
    startServer({ ...config, port } as never, { log: pino({ level: 'silent' }), version: '0.0.0', limits });
  let server = await start(0);
  const clients: Client[] = [];
  t.after(async () => {
    await Promise.all(clients.map(client => client.close()));
    await server.close();
    rmSync(data, { recursive: true, force: true });
  });

  async function meet(client: Client, store: Store, network: Network, online = true): Promise<Person> {
    const notices: Notice[] = [];
    client.on('notice', notice => notices.push(notice));
    clients.push(client);
    if (online) {
      client.connect();
      await client.whenOnline();
    }
    return { client, store, network, notices };
  }

  return {
    url: server.url,
    async register(
      name,
      {
        store = createMemoryStore(),
        clock,
        online,
        fetch,
        recoveryCode,
        phone = `+1555020${1000 + clients.length}`,
      } = {},
    ) {
      const { network, transport } = createNetwork();
      const code = async ({ developmentCode = '' }) => developmentCode;
      const parts = { transport, random: () => 0.01, ...(clock ? { clock } : {}), ...(fetch ? { fetch } : {}) };
      const asked = { code, ...(recoveryCode ? { recoveryCode } : {}) };
      return meet(
        await register({ ...parts, server: server.url, phone, name, store, ...asked }),
        store,
        network,
        online,
      );
    },
    async link(primary, deviceName = 'Laptop', { online, fetch } = {}) {
      const store = createMemoryStore();
      const { network, transport } = createNetwork();
      const shown = Promise.withResolvers<string>();
      const show = ({ text }: { text: string }) => shown.resolve(text);
      const parts = { transport, random: () => 0.01, ...(fetch ? { fetch } : {}) };
      const linking = link({ ...parts, server: server.url, store, deviceName, show });
      const [client] = await Promise.all([linking, shown.promise.then(text => primary.client.linkDevice(text))]);
      return meet(client, store, network, online);
    },
    async restart(person, { store = person.store, clock, online } = {}) {
      await person.client.close();
      const { network, transport } = createNetwork();
      const parts = { transport, random: () => 0.01, ...(clock ? { clock } : {}) };
      return meet(await openClient({ ...parts, store }), store, network, online);
    },
    async restartServer() {
      const { port } = server;
      await server.close();
      server = await start(port);
    },
  };
}

function createNetwork(): { network: Network; transport: Transport } {
  const cuts = new Set<(silent: boolean) => void>();
  let received: (message: Uint8Array) => void = () => {};
  const network: Network = {
    tell: frame => received(wire.ServerFrame.encode(frame).finish()),
    up: () => undefined,
    down: () => undefined,
    reachable: true,
    cut: ({ silent = false } = {}) => {
      for (const cut of [...cuts]) cut(silent);
    },
  };
  const transport: Transport = {
    open(url, subprotocol, events) {
      if (!network.reachable) {
        setImmediate(() => events.closed(1006));
        return { send() {}, close() {} };
      }
      let over = false;
      const pipe = webSocketTransport.open(url, subprotocol, {
        opened: () => over || events.opened(),
        received(message) {
          const instead = over ? 'drop' : network.down(wire.ServerFrame.decode(message));
          if (over || instead === 'drop') return;
          events.received(instead ? wire.ServerFrame.encode(instead).finish() : message);
        },
        closed: code => over || events.closed(code),
      });
      received = events.received;
      const cut = (silent: boolean) => {
        over = true;
        cuts.delete(cut);
        if (silent) return;
        pipe.close();
        events.closed(1006);
      };
      cuts.add(cut);
      return {
        send(message) {
          const instead = over ? 'drop' : network.up(wire.ClientFrame.decode(message));
          if (over || instead === 'drop') return;
          pipe.send(instead ? wire.ClientFrame.encode(instead).finish() : message);
        },
        close() {
          cuts.delete(cut);
          pipe.close();
        },
      };
    },
  };
  return { network, transport };
}

export async function shown(person: Person, chat: AccountId): Promise<Message[]> {
  return person.client.messages(chat, { limit: 100_000 });
}

export async function texts(person: Person, chat: AccountId): Promise<(string | undefined)[]> {
  return (await shown(person, chat)).map(message => message.text);
}

export async function sendAll(person: Person, to: AccountId, all: readonly string[]): Promise<MessageId[]> {
  return (await Promise.all(all.map(text => person.client.sendText(to, text)))).map(({ id }) => id);
}

export async function allReach(person: Person, ids: readonly MessageId[], state: 'sent' | 'delivered' | 'read') {
  await Promise.all(ids.map(id => person.client.waitFor(id, state)));
}

export const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i + 1));

/** Resolves once the condition holds, giving everything else its turns meanwhile. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${condition}`);
    await new Promise(resolve => setImmediate(resolve));
  }
}
