// What a person names: somebody by number, @name or account id, or a group by its id or name.
import type { AccountId, Chat, ChatId, Client, GroupId } from '@parley/client';
import { parseAccountId, parseGroupId } from '@parley/protocol';
import { UsageError } from './exit.ts';
import { safeLine } from './terminal.ts';

export async function resolveChat(client: Client, to: string, signal?: AbortSignal): Promise<ChatId> {
  const group = parseGroupId(to);
  if (group) return group;
  if (parseAccountId(to) || /^[+@]/.test(to.trim())) return client.resolve(to, signal);
  const named = await groupsNamed(client, to);
  if (named.length > 0) return theOne(named, to);
  throw new UsageError(
    `${safeLine(to)} is no phone number (like +15550100001), @name or account id, and no group here has that name`,
  );
}

export async function resolveGroup(client: Client, text: string): Promise<GroupId> {
  const id = parseGroupId(text);
  if (id) return id;
  const named = await groupsNamed(client, text);
  if (named.length === 0) throw new UsageError(`there is no group named ${safeLine(text)}: parley group list`);
  return theOne(named, text);
}

/** Each a number, @name or account id. */
export function resolvePeople(client: Client, people: readonly string[]): Promise<AccountId[]> {
  return Promise.all(people.map(each => client.resolve(each)));
}

async function groupsNamed(client: Client, name: string): Promise<Chat[]> {
  return (await client.chats()).filter(chat => chat.group && chat.name === name);
}

function theOne(named: readonly Chat[], name: string): GroupId {
  if (named.length > 1) {
    throw new UsageError(
      `several groups are named ${safeLine(name)}: say which by its id, ${named.map(({ id }) => id).join(' or ')}`,
    );
  }
  return named[0]!.id as GroupId;
}
