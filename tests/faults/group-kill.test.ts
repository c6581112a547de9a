// The server is killed again and again while several groups write: what it has acknowledged reaches every member once, in
// the group's order. The fan-out is behind the answers, so that kills come between stamp, log and inboxes. PARLEY_KILL_RUNS
// sets how often.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type GroupId, groupIdFrom, idBytes, wire } from '@parley/protocol';
import { seedAccounts } from '../../bench/lib/seed.ts';
import { seedGroup } from '../../bench/lib/seed-group.ts';
import { type Credentials, connectRaw, type RawConnection } from '../../dev/raw-connection.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const runs = Number(process.env.PARLEY_KILL_RUNS ?? 4);
const MEMBERS = 6;
const WINDOW = 16;
const ANSWERS_BEFORE_KILL = 150;
const BODY_BYTES = 300;

interface Group {
  readonly id: GroupId;
  readonly members: readonly Device[];
  /** By seq, of messages that were acknowledged. */
  readonly acked: Map<number, { readonly sender: Device; readonly n: number }>;
}

interface Device {
  readonly number: number;
  readonly credentials: Credentials;
  readonly groups: Group[];
  epoch: number;
  position: { inboxEpoch: number; cursor: number } | undefined;
  /** Messages without an answer, oldest first for each group. They are sent again, with the same ids, before new ones. */
  readonly pending: Map<GroupId, number[]>;
  next: number;
  /** Seqs in the order they came, repeats left out. */
  readonly received: Map<GroupId, number[]>;
  connection?: RawConnection;
}

test(`D1 D2 D3 D4 D9 F13: ${runs} kills while groups write lose, double and reorder nothing that was acknowledged`, {
  timeout: 1_200_000,
}, async t => {
  const { server, devices, groups } = await startGroups(t);
  for (let run = 1; run <= runs; run++) {
    const until = createCountdown(ANSWERS_BEFORE_KILL + ((run * 137) % 300));
    const away = run % devices.length; // one device is offline, and has its rows when it comes back
    const ended = devices
      .filter((_, i) => i !== away)
      .map(device => live(server, device, { fill: true, onAnswer: until.count }));
    await until.reached;
    await server.kill();
    await Promise.all(ended);
    await server.start();
  }
  const settled = createWatch(() => isSettled(groups));
  const ending = devices.map(device =>
    live(server, device, { fill: false, onAnswer: settled.look, onMessage: settled.look }),
  );
  await settled.reached;
  await Promise.all(devices.map(device => device.connection?.close()));
  await Promise.all(ending);
  check(groups);
});

async function startGroups(t: TestContext) {
  const data = mkdtempSync(join(tmpdir(), 'parley-group-kill-'));
  const credentials = await seedAccounts(data, MEMBERS);
  const devices = credentials.map((one, number): Device => {
    const maps = { pending: new Map(), received: new Map(), groups: [] };
    return { number, credentials: one, epoch: 0, position: undefined, next: 0, ...maps };
  });
  const groups: Group[] = [];
  for (const members of [devices, devices.slice(0, 4), devices.slice(2)]) {
    const id = await seedGroup(
      data,
      members.map(({ credentials: { account } }) => account),
    );
    groups.push({ id, members, acked: new Map() });
    for (const device of members) device.groups.push(groups.at(-1)!);
  }
  const server = await startServerProcess(t, { data, env: { PARLEY_SENDS_PER_SECOND: '0' } });
  t.after(() => rmSync(data, { recursive: true, force: true }));
  return { server, devices, groups };
}

function createCountdown(count: number) {
  const reached = Promise.withResolvers<void>();
  let left = count;
  return { reached: reached.promise, count: (): void => void (--left === 0 && reached.resolve()) };
}

function createWatch(isDone: () => boolean) {
  const reached = Promise.withResolvers<void>();
  return { reached: reached.promise, look: (): void => void (isDone() && reached.resolve()) };
}

/** Every answer has come, and everybody has what was acknowledged. */
function isSettled(groups: readonly Group[]): boolean {
  return groups.every(({ id, members, acked }) =>
    members.every(({ pending, received }) => {
      const last = Math.max(...acked.keys());
      const own = acked.get(last)!.sender.received.get(id) === received.get(id);
      return (pending.get(id)?.length ?? 0) === 0 && (own || received.get(id)?.at(-1) === last);
    }),
  );
}

interface Life {
  /** New messages are sent, not only those without an answer. */
  readonly fill: boolean;
  readonly onAnswer: () => void;
  readonly onMessage?: () => void;
}

/** Connected until the connection ends: takes, acks, sends. */
function live(server: ServerProcess, device: Device, life: Life): Promise<void> {
  const renewed = new Set<GroupId>();
  return new Promise((resolve, reject) => {
    const onFrame = (frame: wire.ServerFrame, connection: RawConnection): void => {
      try {
        if (frame.deliver) take(device, frame.deliver, connection, renewed);
        if (frame.deliver) life.onMessage?.();
        if (frame.refused) throw new Error(`refused: ${JSON.stringify(frame.refused.error)}`);
        if (frame.sent) answered(device, frame.sent, connection, life);
      } catch (error) {
        reject(error);
      }
    };
    const resume = device.position ? { resume: device.position } : {};
    const options = { connectionEpoch: ++device.epoch, ...resume, onFrame, onClose: () => resolve() };
    connectRaw(server.url, device.credentials, options).then(
      connection => {
        device.connection = connection;
        for (const { id } of device.groups) {
          const pending = device.pending.get(id) ?? [];
          device.pending.set(id, pending);
          while (life.fill && pending.length < WINDOW) pending.push(device.next++);
          for (const n of pending) send(connection, device, id, n);
        }
        life.onAnswer();
      },
      () => resolve(),
    ); // killed before the welcome
  });
}

function send(connection: RawConnection, { number }: Device, group: GroupId, n: number): void {
  const id = Buffer.alloc(16);
  id.writeUInt32BE(n, 0);
  id.writeUInt32BE(number, 12);
  const data = Buffer.alloc(BODY_BYTES, number);
  connection.send({ sendGroup: { id, group: idBytes(group), roster: 1, data } });
}

function answered(
  device: Device,
  { id, groupSeq }: wire.Sent.$Properties,
  connection: RawConnection,
  life: Life,
): void {
  const n = Buffer.from(id!).readUInt32BE(0);
  const group = device.groups.find(one => device.pending.get(one.id)?.[0] === n);
  assert.ok(group, 'answers come in order');
  const pending = device.pending.get(group.id)!;
  pending.shift();
  group.acked.set(groupSeq!, { sender: device, n });
  if (life.fill) {
    pending.push(device.next);
    send(connection, device, group.id, device.next++);
  }
  life.onAnswer();
}

/** What a restart brings again is dropped; it may only come before what is new of its group. */
function take(
  device: Device,
  deliver: wire.Deliver.$Properties,
  connection: RawConnection,
  renewed: Set<GroupId>,
): void {
  const { inboxEpoch } = connection.welcome;
  device.position = { inboxEpoch, cursor: deliver.seq! };
  connection.ack(deliver.seq!);
  const { groupMessage } = wire.Envelope.decode(deliver.envelope!);
  if (!groupMessage) return;
  const group = groupIdFrom(groupMessage.group!);
  const received = device.received.get(group) ?? [];
  device.received.set(group, received);
  const seq = groupMessage.seq!;
  if (seq > (received.at(-1) ?? 0)) {
    renewed.add(group);
    received.push(seq);
  } else {
    assert.ok(received.includes(seq), `message ${seq} of a group comes after ${received.at(-1)}`);
    assert.ok(!renewed.has(group), 'what is repeated comes before what is new');
  }
}

function check(groups: readonly Group[]): void {
  const total = groups.reduce((sum, { acked }) => sum + acked.size, 0);
  assert.ok(total >= runs * ANSWERS_BEFORE_KILL, `the load was real: ${total} acknowledged`);
  for (const { id, members, acked } of groups) {
    const order = [...acked].sort(([one], [other]) => one - other);
    for (const member of members) {
      const numbers = order.filter(([, { sender }]) => sender === member).map(([, { n }]) => n);
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
        'stamped in the order they were sent',
      );
      const expected = order.filter(([, { sender }]) => sender !== member).map(([seq]) => seq);
      assert.deepEqual(member.received.get(id), expected, 'each once, in order, and nothing is missing');
    }
  }
}
