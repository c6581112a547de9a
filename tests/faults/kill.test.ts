// kill -9 of the real server under write load, and a restart on what is left: every acknowledged message arrives, once and
// in order. PARLEY_KILL_RUNS sets how often.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wire } from '@parley/protocol';
import { type Credentials, connectRaw, type RawConnection, rawSend, registerRawDevice } from '../../dev/raw-device.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const runs = Number(process.env.PARLEY_KILL_RUNS ?? 5);
const SENDERS = 3;
const WINDOW = 64;
const BODY = new Uint8Array(300).fill(5);

interface Sender {
  readonly credentials: Credentials;
  readonly number: number;
  epoch: number;
  /** Numbers of messages without an answer, oldest first. They are sent again, with the same ids, before new ones. */
  pending: number[];
  next: number;
  acked: number[];
}

test(`D1 D2 D3 D4 F13: ${runs} kills under write load lose, double and reorder nothing that was acknowledged`, {
  timeout: 1_200_000,
}, async t => {
  const server = await startServerProcess(t, { env: { PARLEY_SENDS_PER_SECOND: '0' } });
  const recipient = await registerRawDevice(server.url, '+15552000000');
  const senders: Sender[] = [];
  for (let number = 0; number < SENDERS; number++) {
    const credentials = await registerRawDevice(server.url, `+1555200000${number + 1}`);
    senders.push({ credentials, number, epoch: 0, pending: [], next: 0, acked: [] });
  }
  const received = new Map<number, number[]>(senders.map(({ number }) => [number, []]));
  let position: { inboxEpoch: number; cursor: number } | undefined;
  let epoch = 0;
  for (let run = 1; run <= runs; run++) {
    // While the load runs the recipient is there in odd rounds, and away in even ones.
    const stop = run % 2 === 1 ? await receive(server, recipient, ++epoch, received, position) : undefined;
    await writeUntilKilled(server, senders, recipient, 200 + ((run * 137) % 400));
    position = (await stop?.()) ?? position;
    await server.start();
  }
  for (const sender of senders) await finish(server, sender, recipient);
  const stop = await receive(server, recipient, ++epoch, received, position, true);
  await stop();
  const total = senders.reduce((sum, { acked }) => sum + acked.length, 0);
  assert.ok(total >= runs * 200, `the load was real: ${total} acknowledged`);
  for (const { number, acked } of senders) {
    const numbers = received.get(number)!;
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((a, b) => a - b),
      'each once, in the order they were sent',
    );
    const have = new Set(numbers);
    assert.deepEqual(
      acked.filter(n => !have.has(n)),
      [],
      'nothing acknowledged is missing',
    );
  }
});

function idOf(sender: number, n: number): Uint8Array {
  const id = Buffer.alloc(16);
  id.writeUInt32BE(n, 0);
  id.writeUInt32BE(sender, 12);
  return id;
}

const numberIn = (id: Uint8Array): number => Buffer.from(id).readUInt32BE(0);

/** All senders write; after so many answers the server is killed in the middle of it. */
async function writeUntilKilled(
  server: ServerProcess,
  senders: readonly Sender[],
  to: Credentials,
  answers: number,
): Promise<void> {
  let left = answers;
  let dead = false;
  const ended = senders.map(async sender => {
    await write(server, sender, to, () => {
      if (--left === 0) {
        dead = true;
        void server.kill();
      }
      return !dead;
    });
  });
  await Promise.all(ended);
}

/** Sends what is pending again and with `fill` new messages, until `goOn` says no or the connection ends. */
async function write(
  server: ServerProcess,
  sender: Sender,
  to: Credentials,
  goOn: () => boolean,
  fill = true,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const sendOne = (connection: RawConnection, n: number): void =>
      connection.send({ send: rawSend(idOf(sender.number, n), to.account, BODY) });
    connectRaw(server.url, sender.credentials, {
      connectionEpoch: ++sender.epoch,
      onClose: () => resolve(),
      onFrame(frame, connection) {
        const { deliver, sent, refused } = frame;
        if (deliver) connection.ack(deliver.seq ?? 0);
        if (refused) reject(new Error(`refused: ${JSON.stringify(refused.error)}`));
        if (!sent) return;
        const n = numberIn(sent.id!);
        assert.equal(n, sender.pending.shift(), 'answers come in order');
        sender.acked.push(n);
        if (!goOn()) return connection.socket.terminate();
        if (!fill) return;
        sender.pending.push(sender.next);
        sendOne(connection, sender.next++);
      },
    }).then(connection => {
      while (fill && sender.pending.length < WINDOW) sender.pending.push(sender.next++);
      for (const n of sender.pending) sendOne(connection, n);
    }, resolve); // killed before the welcome
  });
}

/** What had no answer when the last kill came is sent again, and nothing new. */
async function finish(server: ServerProcess, sender: Sender, to: Credentials): Promise<void> {
  if (sender.pending.length > 0) await write(server, sender, to, () => sender.pending.length > 0, false);
}

/**
 * A recipient that stores what comes and acks it. A restart gives the inbox another epoch, so what had not been acked durably
 * comes again; it is dropped, and may only come before what is new of its sender. The returned function ends it and tells where it stands. */
async function receive(
  server: ServerProcess,
  device: Credentials,
  connectionEpoch: number,
  received: Map<number, number[]>,
  resume: { inboxEpoch: number; cursor: number } | undefined,
  untilLive = false,
): Promise<() => Promise<{ inboxEpoch: number; cursor: number }>> {
  let cursor = resume?.cursor ?? 0;
  let started = false;
  const renewed = new Set<number>();
  let live: () => void = () => {};
  const isLive = new Promise<void>(resolve => {
    live = resolve;
  });
  const connection = await connectRaw(server.url, device, {
    connectionEpoch,
    ...(resume ? { resume } : {}),
    onFrame(frame, own) {
      if (frame.live) live();
      if (!frame.deliver) return;
      const { seq = 0, envelope } = frame.deliver;
      const { id, message } = wire.Envelope.decode(envelope!);
      if (!started && own.welcome.inboxEpoch !== resume?.inboxEpoch) cursor = own.welcome.cursor;
      started = true;
      assert.ok(seq! > cursor, 'sequence numbers ascend');
      cursor = seq!;
      own.ack(cursor);
      if (!message) return;
      const from = Buffer.from(id).readUInt32BE(12);
      const known = received.get(from)!;
      const isRepeat = numberIn(id) <= (known.at(-1) ?? -1);
      assert.ok(!isRepeat || !renewed.has(from), 'what is repeated comes before what is new');
      if (isRepeat) return;
      renewed.add(from);
      known.push(numberIn(id));
    },
  });
  return async () => {
    if (untilLive) await isLive;
    await connection.close();
    return { inboxEpoch: connection.welcome.inboxEpoch, cursor };
  };
}
