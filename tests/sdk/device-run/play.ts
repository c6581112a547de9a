// Plays steps with people of several devices around the real server, and notes what nobody should be told.
import { type AccountId, type Message, type MessageId, type MessageState, ParleyError } from '@parley/client';
import type { Sent } from '../random-run/send-order.ts';
import { createRealWorld, type Person, type RealWorld } from '../real-world.ts';
import type { Cast, Step } from './steps.ts';

const MAX_DEVICES = 4;
const many = 1_000_000;
const limits = {
  codesPerNumberAndHour: many,
  codesPerAddressAndHour: many,
  claimsPerMinute: many,
  deviceChangesPerHour: many,
};

export interface Device {
  readonly name: string;
  person: Person;
  readonly ticks: Map<MessageId, MessageState>;
  /** What was written before is nothing that it must have. */
  beganAt: number;
  /** Some of what was before it may be lost to it, with the device that was to send it. */
  isPartial?: true;
  /** Unlinked, or its person has registered anew or got the account back: nothing numbered from here on may be read on it. */
  endedAt?: number;
}

/** One registration of somebody. The first device holds the account key. */
export interface Life {
  readonly account: AccountId;
  readonly name: string;
  readonly devices: Device[];
  /** A recovery code, and the device that it takes for lost. */
  recovery?: { readonly code: string; readonly of: Device };
}

export interface Play {
  readonly world: RealWorld;
  /** As they are now. */
  readonly lives: Life[];
  readonly ended: Device[];
  /** Whatever is written has a number: the last. */
  number: number;
  /** How many devices there have been: no two have one name. */
  devices: number;
  /** Every message, by whom and as which. */
  readonly written: Map<MessageId, Sent>;
  /** What nobody should ever be told. */
  readonly surprises: string[];
}

interface Scene {
  readonly play: Play;
  readonly own: Life;
  readonly device: Device;
  readonly other: Life;
  readonly step: Step;
}

const ticks: readonly MessageState[] = ['pending', 'sent', 'delivered', 'read'];
const surprising = new Set(['internal', 'bad_answer', 'bad_request', 'bad_file', 'untrusted_devices', 'list_conflict']);
const expected = new Set(['resend_asked', 'security_code_changed']);

export async function playSteps(
  t: Parameters<typeof createRealWorld>[0],
  cast: Cast,
  steps: readonly Step[],
): Promise<Play> {
  const world = await createRealWorld(t, limits);
  const play: Play = { world, lives: [], ended: [], number: 0, devices: 0, written: new Map(), surprises: [] };
  for (let i = 0; i < cast.people; i++) play.lives.push(await begin(play, i, `P${i}`));
  for (const step of steps) {
    const own = play.lives[step.who]!;
    const device = own.devices[step.device % own.devices.length]!;
    const other = play.lives[step.whom]!;
    try {
      if (own !== other) await acts[step.kind]({ play, own, device, other, step });
    } catch (error) {
      const isExpected = error instanceof ParleyError && !surprising.has(error.code);
      if (!isExpected) play.surprises.push(`${JSON.stringify(step)}: ${error}`);
    }
    for (let turn = 0; turn < step.pause; turn++) await new Promise(resolve => setImmediate(resolve));
  }
  return play;
}

/** Everybody is online, everything is sent, and what was said before has come to those that were linked. */
export async function comeToRest({ lives }: Play, signal: AbortSignal): Promise<void> {
  const all = lives.flatMap(({ devices }) => devices).map(({ person }) => person);
  for (const { client, network } of all) {
    network.reachable = true;
    client.connect();
  }
  for (const { client } of all) await client.whenOnline(signal);
  for (const { client } of all) await client.whenSent(signal);
  for (const { client } of all) {
    while (await client.history()) {
      signal.throwIfAborted();
      await new Promise(resolve => setImmediate(resolve));
    }
  }
}

const acts: Readonly<Record<Step['kind'], (scene: Scene) => Promise<unknown>>> = {
  async send({ play, device: { name, person }, other }) {
    const number = ++play.number;
    const { id } = await person.client.sendText(other.account, `text ${number}`);
    play.written.set(id, { by: name, number });
  },
  async edit(scene) {
    const one = await messageOf(scene, ({ outgoing }) => outgoing);
    if (one) await scene.device.person.client.editText(one.id, `text ${++scene.play.number}`);
  },
  async delete_for_all(scene) {
    const one = await messageOf(scene, ({ outgoing }) => outgoing);
    if (one) await scene.device.person.client.deleteForEveryone(one.id);
  },
  async react(scene) {
    const one = await messageOf(scene);
    if (one) await scene.device.person.client.react(one.id, ['👍', '🎉', null][scene.step.device % 3]!);
  },
  async read(scene) {
    const one = await messageOf(scene);
    await scene.device.person.client.markRead(scene.other.account, one?.id);
  },
  async star(scene) {
    const one = await messageOf(scene);
    if (one) await scene.device.person.client.star(scene.other.account, [one.id], scene.step.device % 3 > 0);
  },
  async pin(scene) {
    const one = await messageOf(scene);
    if (one) await scene.device.person.client.pin(one.id, scene.step.device % 3 > 0);
  },
  delete_chat: ({ device, other }) => device.person.client.deleteChat(other.account),
  async delete_here(scene) {
    const one = await messageOf(scene);
    if (one) await scene.device.person.client.deleteMessages(scene.other.account, [one.id]);
  },
  arrange: ({ device, other, step: { pick } }) =>
    device.person.client.updateChat(other.account, { archived: pick % 2 > 0, pinned: pick % 3 > 0 }),
  async link({ play, own, step }) {
    if (own.devices.length >= MAX_DEVICES) return;
    const [primary] = own.devices;
    const person = await play.world.link(primary!.person, 'Laptop', { fetch: slowlyFor(step.pick) });
    own.devices.push(watch(play, person, `${own.name}.${play.number}`, primary!.beganAt));
  },
  async unlink({ play, own, step }) {
    const at = 1 + (step.device % Math.max(1, own.devices.length - 1));
    const gone = own.devices[at];
    if (!gone) return;
    await own.devices[0]!.person.client.unlink(gone.person.client.device);
    own.devices.splice(at, 1);
    end(play, [gone]);
  },
  async offline({ device: { person } }) {
    person.network.reachable = false;
    person.network.cut();
  },
  async online({ device: { person } }) {
    person.network.reachable = true;
    person.client.connect();
  },
  async restart({ play, device }) {
    device.person = await play.world.restart(device.person, { online: false });
    listen(play, device);
    device.person.client.connect();
  },
  async register_anew({ play, own, step: { who } }) {
    const next = await begin(play, who, `${own.name}'`);
    end(play, own.devices);
    play.lives[who] = next;
  },
  async recover({ play, own, step: { pick } }) {
    if (own.devices.length === 1) return; // it would be like registering anew
    if (pick % 2 > 0) delete own.recovery; // else the code may be one of before the last recovery
    own.recovery ??= await keepCode(own);
    const { code, of } = own.recovery;
    const { phone } = of.person.client;
    const person = await play.world.register(own.name, {
      phone,
      recoveryCode: async () => code,
      fetch: slowlyFor(pick),
    });
    const lost = own.devices.indexOf(of);
    if (lost >= 0) end(play, own.devices.splice(lost, 1));
    for (const each of own.devices) {
      if (await each.person.client.history()) Object.assign(each, { beganAt: play.number, isPartial: true });
    }
    own.devices.unshift(watch(play, person, `${own.name}+${play.number}`, play.number));
  },
  restart_server: ({ play }) => play.world.restartServer(),
};

async function begin(play: Play, who: number, name: string): Promise<Life> {
  const person = await play.world.register(name, {
    phone: `+155503${String(10_000 + who)}`,
    fetch: slowlyFor(who * 200),
  });
  const devices = [watch(play, person, name, play.number)];
  return { account: person.client.account, name, devices };
}

/** Files go up and come down so many turns later: what was said before takes its time to come to a new device. */
function slowlyFor(turns: number): typeof fetch {
  return async (input, init) => {
    const { pathname } = new URL(String(input));
    const isFile = pathname.startsWith('/v1/assets') || pathname.startsWith('/v1/blobs/');
    for (let turn = 0; isFile && turn < turns; turn++) await new Promise(resolve => setImmediate(resolve));
    return fetch(input, init);
  };
}

async function keepCode({ devices: [primary] }: Life): Promise<NonNullable<Life['recovery']>> {
  const { client } = primary!.person;
  const code = await client.newRecoveryCode();
  await client.setRecoveryCode(code);
  return { code, of: primary! };
}

function end({ ended, number }: Play, devices: readonly Device[]): void {
  for (const device of devices) device.endedAt = number;
  ended.push(...devices);
}

/** One of those in the chat with the other that fit and that the server has. */
async function messageOf(
  { device, other, step }: Scene,
  fits: (message: Message) => boolean = () => true,
): Promise<Message | undefined> {
  const all = await device.person.client.messages(other.account, { limit: 100_000 });
  const able = all.filter(each => !each.notice && each.state !== 'pending' && each.state !== 'failed' && fits(each));
  return able[step.pick % Math.max(1, able.length)];
}

function watch(play: Play, person: Person, name: string, beganAt: number): Device {
  const device: Device = { name: `${name}#${++play.devices}`, person, ticks: new Map(), beganAt };
  listen(play, device);
  return device;
}

function listen({ surprises }: Play, { name, person: { client }, ticks: seen }: Device): void {
  client.on('status', ({ id, outgoing, state }) => {
    if (!outgoing || state === 'notice' || state === 'failed') return; // what a device had not sent when it was ended
    const before = seen.get(id) ?? 'pending';
    if (ticks.indexOf(state) < ticks.indexOf(before)) surprises.push(`${name}: ${id} went from ${before} to ${state}`);
    seen.set(id, state);
  });
  client.on('notice', notice => {
    if (notice.kind === 'act_refused' && notice.error.code === 'unauthorized') return; // alike
    const isOne = notice.kind === 'problem' ? surprising.has(notice.error.code) : !expected.has(notice.kind);
    if (isOne) surprises.push(`${name}: ${JSON.stringify(notice)}`);
  });
}
