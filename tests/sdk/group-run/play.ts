// Plays steps with SDK clients around the real server, and notes what the server has acknowledged.
import { createHash } from 'node:crypto';
import { type AccountId, type GroupId, type MessageId, ParleyError } from '@parley/client';
import { groupIdFrom, messageIdFrom } from '@parley/protocol';
import { createRealWorld, type Person, type RealWorld } from '../real-world.ts';
import type { Cast, Step } from './steps.ts';

/** One device of a registration of somebody: what is registered anew begins with nothing. */
export interface Life {
  readonly name: string;
  /** SHA-256 of the account key. */
  readonly keyHash: string;
  person: Person;
  /** Registered anew since, or unlinked. */
  over: boolean;
  /** The first of the account's lists without it. */
  unlinkedBy?: number;
}

export interface Acked {
  readonly group: GroupId;
  readonly seq: number;
}

export interface Play {
  readonly world: RealWorld;
  readonly lives: Life[];
  readonly groups: { readonly id: GroupId; readonly link: string }[];
  /** What was written, by author and id. */
  readonly written: Map<string, string>;
  /** What the server has acknowledged, alike. */
  readonly acked: Map<string, Acked>;
  /** What nobody should ever be told. */
  readonly surprises: string[];
}

export const keyOf = (author: AccountId, id: MessageId): string => `${author}.${id}`;

interface Actor {
  readonly phone: string;
  life: Life;
  /** Linked to it. */
  laptop?: Life;
  /** Of each device. */
  readonly numbers: Map<string, number>;
}

const surprising = new Set(['internal', 'bad_group_event', 'bad_answer', 'bad_request']);
const expected = new Set(['resend_asked', 'security_code_changed']);
const many = 1_000_000;
const limits = {
  codesPerNumberAndHour: many,
  codesPerAddressAndHour: many,
  deviceChangesPerHour: many,
  claimsPerMinute: many,
  groupChangesPerHour: many,
};

export async function playSteps(
  t: Parameters<typeof createRealWorld>[0],
  cast: Cast,
  steps: readonly Step[],
): Promise<Play> {
  const world = await createRealWorld(t, limits);
  const play: Play = { world, lives: [], groups: [], written: new Map(), acked: new Map(), surprises: [] };
  const actors: Actor[] = [];
  for (let i = 0; i < cast.people; i++) actors.push(await appear(play, `+155502${String(10_000 + i)}`, `P${i}`));
  for (let i = 0; i < cast.groups; i++) await found(play, actors, i);
  const changes: Promise<void>[] = [];
  for (const step of steps) {
    const change = changeOf(play, actors, step);
    if (change) changes.push(noted(play, step, change));
    else await live(play, actors[step.who]!, step);
    for (let turn = 0; turn < step.pause; turn++) await new Promise(resolve => setImmediate(resolve));
  }
  await Promise.all(changes);
  return play;
}

/** Everybody is online, and everything is sent: last of all one message to each group by each of its members. */
export async function comeToRest({ lives, groups, written }: Play, signal: AbortSignal): Promise<void> {
  const present = lives.filter(({ over }) => !over).map(({ person }) => person);
  for (const { client, network } of present) {
    network.reachable = true;
    client.connect();
  }
  for (const { client } of present) await client.whenOnline(signal);
  for (const { client } of present) await client.whenSent(signal);
  for (const { id } of groups) {
    for (const { client } of present) {
      if (!(await client.group(id))?.mayWrite) continue;
      const message = await client.sendText(id, `last of ${client.name}`);
      written.set(keyOf(client.account, message.id), message.text!);
    }
  }
  for (const { client } of present) await client.whenSent(signal);
}

async function appear(play: Play, phone: string, name: string): Promise<Actor> {
  const person = await play.world.register(name, { phone });
  const { accountKey } = (await person.store.get('profile', 'self'))!;
  const keyHash = createHash('sha256').update(accountKey!.publicKey).digest('hex');
  const life: Life = { name, keyHash, person, over: false };
  play.lives.push(life);
  listen(play, person);
  return { phone, life, numbers: new Map() };
}

async function link(play: Play, actor: Actor): Promise<void> {
  if (actor.laptop) return;
  const { name, keyHash, person } = actor.life;
  actor.laptop = { name: `${name}+`, keyHash, person: await play.world.link(person), over: false };
  play.lives.push(actor.laptop);
  listen(play, actor.laptop.person);
}

async function unlink({ life, laptop }: Actor): Promise<void> {
  if (!laptop) return;
  const { client, store } = life.person;
  await client.unlink(laptop.person.client.device);
  laptop.over = true;
  laptop.unlinkedBy = (await store.get('accounts', client.account))!.version;
}

/** Group `i` is made by person `i`, with every second of the others. */
async function found({ groups }: Play, actors: readonly Actor[], i: number): Promise<void> {
  const { client } = actors[i]!.life.person;
  const members = actors.filter((_, j) => j !== i && j % 2 === i % 2).map(({ life }) => life.person.client.account);
  const { id } = await client.createGroup({ name: `Group ${i}`, members });
  const { link } = await client.makeInvite(id);
  groups.push({ id, link: link! });
}

function listen({ acked, surprises }: Play, { client, network }: Person): void {
  const under = new Map<MessageId, GroupId>();
  network.up = ({ sendGroup }) => {
    if (sendGroup) under.set(messageIdFrom(sendGroup.id!), groupIdFrom(sendGroup.group!));
    return undefined;
  };
  network.down = ({ sent }) => {
    const id = sent && messageIdFrom(sent.id!);
    const group = id && under.get(id);
    if (group) acked.set(keyOf(client.account, id), { group, seq: sent.groupSeq! });
    return undefined;
  };
  client.on('notice', notice => {
    const isOne = notice.kind === 'problem' ? surprising.has(notice.error.code) : !expected.has(notice.kind);
    if (isOne) surprises.push(`${client.name}: ${JSON.stringify(notice)}`);
  });
}

/** A change of a group is not waited for. Undefined: it is another step. */
function changeOf({ groups }: Play, actors: Actor[], step: Step): Promise<unknown> | undefined {
  const { id, link } = groups[step.group]!;
  const { client } = actors[step.who]!.life.person;
  const other = actors[step.whom]!.life.person.client.account;
  if (step.kind === 'add') return client.addMembers(id, [other]);
  if (step.kind === 'join') return client.joinGroup(link);
  if (step.kind === 'leave') return client.leaveGroup(id);
  if (step.kind === 'remove') return client.removeMembers(id, [other]);
  if (step.kind === 'promote') return client.setRole(id, other, 'admin');
  return undefined;
}

async function write({ written }: Play, { numbers }: Actor, { name, person }: Life, id: GroupId): Promise<void> {
  const { client } = person;
  const number = (numbers.get(name) ?? 0) + 1;
  numbers.set(name, number);
  const text = `${name} ${number}`;
  try {
    const message = await client.sendText(id, text);
    written.set(keyOf(client.account, message.id), text);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error; // who is no member may not write
  }
}

async function live(play: Play, actor: Actor, { kind, group, whom }: Step): Promise<void> {
  const { phone } = actor;
  const life = actor.laptop && whom % 2 > 0 ? actor.laptop : actor.life;
  const { network, client } = life.person;
  if (kind === 'send') return write(play, actor, life, play.groups[group]!.id);
  if (kind === 'link') return link(play, actor);
  if (kind === 'restart_server') return play.world.restartServer();
  if (kind === 'unlink') {
    await unlink(actor);
    delete actor.laptop;
  } else if (kind === 'offline') {
    network.reachable = false;
    network.cut();
  } else if (kind === 'online') {
    network.reachable = true;
    client.connect();
  } else if (kind === 'restart') {
    life.person = await play.world.restart(life.person, { online: false });
    listen(play, life.person);
    life.person.client.connect();
  } else if (kind === 'register_anew') {
    actor.life.over = true;
    if (actor.laptop) actor.laptop.over = true;
    delete actor.laptop;
    actor.life = (await appear(play, phone, `${actor.life.name}'`)).life;
  }
}

async function noted({ surprises }: Play, step: Step, change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    const { code } = error as ParleyError;
    if (!(error instanceof ParleyError) || surprising.has(code)) surprises.push(`${JSON.stringify(step)}: ${error}`);
  }
}
