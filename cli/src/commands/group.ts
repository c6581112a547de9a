// Groups from the terminal: each action connects, does one thing and says how the group is then.
import type { Client, Group, GroupId } from '@parley/client';
import { resolveGroup, resolvePeople } from '../chat-target.ts';
import { UsageError } from '../exit.ts';
import { groupLine, groupText, inviteLine } from '../group-text.ts';
import { nameOf } from '../notices.ts';
import { milliseconds, printJson, wholeNumber } from '../options.ts';
import { namingRefusers } from '../refused-adds.ts';
import { tellNotices, withClient } from '../session.ts';

export interface GroupOptions {
  profile: string;
  json?: boolean;
  description?: string;
  expires?: string;
  uses?: string;
  approval?: boolean;
}

const CONNECT_MS = 15_000;

/** Online, and as up to date as the server is. */
function online<T>({ profile }: GroupOptions, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(profile, async ({ client, stopped }) => {
    tellNotices(client);
    client.connect();
    await client.whenOnline(AbortSignal.any([stopped, AbortSignal.timeout(CONNECT_MS)]));
    return work(client);
  });
}

/** Does something to a group and tells how it is then. */
async function change(text: string, options: GroupOptions, make: (client: Client, id: GroupId) => Promise<Group>) {
  await online(options, async client => tell(client, await make(client, await resolveGroup(client, text)), options));
}

async function tell(client: Client, group: Group, { json }: GroupOptions): Promise<void> {
  if (json) return printJson(group);
  process.stdout.write(await groupText(client, group));
}

export async function createGroupCommand(name: string, people: string[], options: GroupOptions): Promise<void> {
  await online(options, async client => {
    const members = await resolvePeople(client, people);
    const { description } = options;
    const group = client.createGroup({ name, members, ...(description ? { description } : {}) });
    await tell(client, await namingRefusers(client, group), options);
  });
}

export async function listGroupsCommand({ profile, json }: GroupOptions): Promise<void> {
  await withClient(profile, async ({ client }) => {
    for (const chat of (await client.chats()).filter(({ group }) => group)) {
      if (json) printJson({ id: chat.id, name: chat.name, ...chat.group });
      else process.stdout.write(`${groupLine(chat)}\n`);
    }
  });
}

export async function groupInfoCommand(text: string, options: GroupOptions): Promise<void> {
  await change(text, options, (client, id) => known(client, id));
}

async function known(client: Client, id: GroupId): Promise<Group> {
  const group = await client.group(id);
  if (!group) throw new UsageError(`this profile does not know the group ${id}`);
  return group;
}

export async function addCommand(text: string, people: string[], options: GroupOptions): Promise<void> {
  await change(text, options, async (client, id) =>
    namingRefusers(client, client.addMembers(id, await resolvePeople(client, people))),
  );
}

export async function removeCommand(text: string, people: string[], options: GroupOptions): Promise<void> {
  await change(text, options, async (client, id) => client.removeMembers(id, await resolvePeople(client, people)));
}

export async function leaveCommand(text: string, options: GroupOptions): Promise<void> {
  await change(text, options, (client, id) => client.leaveGroup(id));
}

export async function renameCommand(text: string, name: string, options: GroupOptions): Promise<void> {
  await change(text, options, (client, id) => client.changeGroup(id, { name }));
}

export async function describeCommand(text: string, words: string[], options: GroupOptions): Promise<void> {
  await change(text, options, (client, id) => client.changeGroup(id, { description: words.join(' ') }));
}

export async function roleCommand(text: string, who: string, role: string, options: GroupOptions): Promise<void> {
  if (role !== 'owner' && role !== 'admin' && role !== 'member') throw new UsageError('ROLE is owner, admin or member');
  await change(text, options, async (client, id) => client.setRole(id, await client.resolve(who), role));
}

export async function announcementsCommand(text: string, state: string, options: GroupOptions): Promise<void> {
  if (state !== 'on' && state !== 'off') throw new UsageError('say on or off');
  const settings = { announcementsOnly: state === 'on' };
  await change(text, options, (client, id) => client.changeGroup(id, { settings }));
}

export async function timerCommand(text: string, duration: string, options: GroupOptions): Promise<void> {
  const timerS = duration === 'off' ? 0 : Math.round(milliseconds('DURATION', duration) / 1_000);
  await change(text, options, (client, id) => client.changeGroup(id, { settings: { timerS } }));
}

export async function makeInviteCommand(text: string, options: GroupOptions): Promise<void> {
  const { expires, uses, approval = false, json } = options;
  const expiresAt = expires === undefined ? undefined : Date.now() + milliseconds('--expires', expires);
  const maxUses = uses === undefined ? undefined : wholeNumber('--uses', uses);
  await online(options, async client => {
    const invite = await client.makeInvite(await resolveGroup(client, text), {
      approval,
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(maxUses === undefined ? {} : { maxUses }),
    });
    if (json) printJson(invite);
    else process.stdout.write(`${inviteLine(invite)}\n`);
  });
}

export async function revokeInviteCommand(text: string, invite: string, options: GroupOptions): Promise<void> {
  await change(text, options, async (client, id) => {
    const { invites } = await known(client, id);
    const found = invites.filter(({ id: each, link }) => each.startsWith(invite) || link === invite);
    if (found.length !== 1) throw new UsageError('name one of the links that parley group info shows');
    return client.revokeInvite(id, found[0]!.id);
  });
}

export async function joinCommand(link: string, options: GroupOptions): Promise<void> {
  await online(options, async client => {
    const { id, state } = await client.joinGroup(link);
    const group = await client.group(id);
    if (state === 'joined' && group) return tell(client, group, options);
    if (options.json) return printJson({ id, state });
    process.stdout.write('Asked to be let in: an admin has to agree.\n');
  });
}

export async function requestsCommand(text: string, options: GroupOptions): Promise<void> {
  await online(options, async client => {
    for (const request of await client.joinRequests(await resolveGroup(client, text))) {
      if (options.json) printJson(request);
      else process.stdout.write(`${request.account} ${await nameOf(client, request.account)}\n`);
    }
  });
}

export async function answerCommand(text: string, who: string, letIn: boolean, options: GroupOptions): Promise<void> {
  await change(text, options, async (client, id) => {
    await client.answerRequest(id, await client.resolve(who), letIn);
    return known(client, id);
  });
}
