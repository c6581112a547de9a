// Who talks with whom in a fault run: pairs and groups of the same people.
import type { Client, Message } from '@parley/client';
import type { ChatId } from '@parley/protocol';
import { until } from '../parts/until.ts';

const GROUPS = 3;
const GROUP_SIZE = 6;
const GROUP_MS = 60_000;
const ALL = 1_000_000;

export interface Chat {
  /** The same for all who are in it. */
  readonly name: string;
  readonly people: readonly number[];
  /** Where the person at that index finds it. */
  idFor(index: number): ChatId;
}

export const nameOf = (index: number): string => `P${index + 1}`;

/** Each with two who come after. */
export function pairs(clients: readonly Client[]): Chat[] {
  return clients.flatMap((_, a) =>
    [(a + 1) % clients.length, (a + 5) % clients.length].map(b => ({
      name: `${nameOf(a)} and ${nameOf(b)}`,
      people: [a, b],
      idFor: (index: number): ChatId => clients[index === a ? b : a]!.account,
    })),
  );
}

export async function makeGroups(clients: readonly Client[]): Promise<Chat[]> {
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

/** Those of them that the person sees there, from the top down. */
export async function seen(client: Client, chat: ChatId, whats: ReadonlySet<string>): Promise<Message[]> {
  const messages = await client.messages(chat, { limit: ALL });
  return messages.filter(({ text }) => text !== undefined && whats.has(text));
}
