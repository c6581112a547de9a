// One person of a fault run, and what their program tells of messages.
import { type Client, createMemoryStore, type Message, register, type Store } from '@parley/client';
import type { Told } from './history.ts';

export type Record = (told: Told) => void;

export async function makePerson(
  server: string,
  name: string,
  phone: string,
): Promise<{ readonly client: Client; readonly store: Store }> {
  const store = createMemoryStore();
  const code = async ({ developmentCode = '' }) => developmentCode;
  const client = await register({ server, phone, name, store, code });
  return { client, store };
}

/** Each time that it is connected and has caught up. */
export function listenOnline(client: Client, at: string, record: Record): void {
  client.on('connection', ({ state }) => {
    if (state === 'online') record({ kind: 'online', at });
  });
}

/** Lines for what could not be read yet, where it is known what that is. */
export function listenForParked(client: Client, at: string, whatOf: ReadonlyMap<string, string>, record: Record): void {
  client.on('parked', ({ id }) => {
    const what = whatOf.get(id);
    if (what !== undefined) record({ kind: 'parked', what, at });
  });
}

/** What comes in. */
export function listen(client: Client, at: string, record: Record): void {
  client.on('message', ({ outgoing, text, state }) => {
    if (!outgoing && text && state === 'received') record({ kind: 'shown', what: text, at });
  });
  client.on('resent', ({ text }) => text && record({ kind: 'shown', what: text, at }));
}

/** What becomes of what was written; each step once. */
export function follow(client: Client, record: Record): void {
  const told = new Set<string>();
  client.on('status', ({ outgoing, text, state }: Message) => {
    if (!outgoing || !text || (state !== 'sent' && state !== 'delivered')) return;
    for (const kind of state === 'sent' ? (['sent'] as const) : (['sent', 'delivered'] as const)) {
      if (told.has(`${kind} ${text}`)) continue;
      told.add(`${kind} ${text}`);
      record({ kind, what: text });
    }
  });
}
