// Groups as the engine tells of them: each is read when it is first asked for, and follows from then on. Who is in them is
// known by name here too, for people one has no chat with.
import type { AccountId, Group, GroupMember } from '@parley/client';
import { type GroupId, parseGroupId } from '@parley/protocol';
import { useEffect } from 'react';
import { create } from 'zustand';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { chatName, useChats } from './chats.ts';

interface Groups {
  /** Replaced, never changed; null: there is none by that id. */
  readonly groups: ReadonlyMap<string, Group | null>;
  readonly people: ReadonlyMap<string, GroupMember>;
}

export const useGroups = create<Groups>(() => ({ groups: new Map(), people: new Map() }));

engine.on('group', keepGroup);
engine.on('refresh', () => {
  for (const id of useGroups.getState().groups.keys()) void readGroup(id as GroupId);
});

engine.on('message', ({ chat, author }) => {
  // With its first message a member's device says what the person is called.
  const { groups, people } = useGroups.getState();
  if (groups.has(chat) && !people.get(author)?.name) void readGroup(chat as GroupId);
});

/** What an action has answered is as new as what is told of it. */
export function keepGroup(group: Group): void {
  useGroups.setState(({ groups, people }) => ({
    groups: new Map([...groups, [group.id, group]]),
    people: new Map([...people, ...group.members.map(member => [member.account, member] as const)]),
  }));
}

async function readGroup(id: GroupId): Promise<void> {
  const group = await engine.group(id).catch(() => undefined);
  if (group) keepGroup(group);
  else useGroups.setState(({ groups }) => ({ groups: new Map([...groups, [id, groups.get(id) ?? null]]) }));
}

/** Has been asked for, so that its members have names. */
export async function knowGroup(chat: string): Promise<void> {
  const id = parseGroupId(chat);
  if (id && !useGroups.getState().groups.has(id)) await readGroup(id);
}

/** Undefined: it is not here yet, or no group; null: there is none. */
export function useGroup(chat: string | undefined): Group | null | undefined {
  const id = chat === undefined ? undefined : parseGroupId(chat);
  const group = useGroups(({ groups }) => (id ? groups.get(id) : undefined));
  const unknown = group === undefined;
  useEffect(() => {
    if (id && unknown) void readGroup(id);
  }, [id, unknown]);
  return group;
}

export type NameOf = (account: AccountId) => string;

/** What people are called here: as in the list, else as in a group. */
export function useNameOfAccount(): NameOf {
  useChats(({ chats }) => chats);
  useGroups(({ people }) => people);
  return nameOfAccount;
}

export function nameOfAccount(account: AccountId): string {
  const known = useChats.getState().chats.get(account) ?? useGroups.getState().people.get(account);
  return known ? chatName({ ...known, id: account }) : m.chat_unknown_person();
}
