import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, closeTable, limits, wire } from '@parley/protocol';
import type { ConnectionState, Notice } from '../client.ts';
import { createWork } from '../drafts/work.ts';
import { type ProfileRow, SELF } from '../store/schema.ts';
import { createMemoryStore } from '../store/store-memory.ts';
import { createManualClock, turns } from '../testing/manual-clock.ts';
import { createConnection, type Link } from './connection.ts';
import type { PipeEvents, Transport } from './transport.ts';

/** A connection whose far end is the test. */
function setUp({ random = 0.5 } = {}) {
  const clock = createManualClock();
  const store = createMemoryStore();
  const attempts: { events: PipeEvents; sent: wire.ClientFrame[]; closed: boolean }[] = [];
  const states: ConnectionState[] = [];
  const notices: Notice[] = [];
  const links: Link[] = [];
  const settled = Promise.withResolvers<void>();
  const transport: Transport = {
    open(_url, _subprotocol, events) {
      const attempt = { events, sent: [] as wire.ClientFrame[], closed: false };
      attempts.push(attempt);
      return {
        send: message => void attempt.sent.push(wire.ClientFrame.decode(message) as wire.ClientFrame),
        close: () => {
          attempt.closed = true;
        },
      };
    },
  };
  let left = 0;
  const connection = createConnection({
    profile: {
      server: 'http://parley.test',
      account: 'a'.repeat(32) as AccountId,
      device: 1,
      token: new Uint8Array(32),
    } as unknown as ProfileRow,
    clientName: 'test',
    work: createWork(store),
    transport,
    clock,
    random: () => random,
    user: {
      opened: link => void links.push(link),
      frame: () => {},
      settled: () => settled.promise,
      leaving: () => left++,
      closed: () => {},
    },
    changed: state => states.push(state),
    notify: notice => notices.push(notice),
  });
  const last = () => attempts.at(-1) as (typeof attempts)[number];
  const tell = async (frame: wire.ServerFrame.$Properties) => {
    last().events.received(wire.ServerFrame.encode(frame).finish());
    await turns();
  };
  const open = async () => {
    await turns();
    last().events.opened();
  };
  const close = async (code: number) => {
    last().events.closed(code);
    await turns();
  };
  const welcome = (more: wire.Welcome.$Properties = {}) =>
    tell({ welcome: { serverTime: clock.now(), inboxEpoch: 1, heartbeatMs: 10_000, ...more } });
  return {
    clock,
    store,
    attempts,
    states,
    notices,
    links,
    connection,
    last,
    tell,
    open,
    close,
    welcome,
    settle: settled.resolve,
    left: () => left,
  };
}

const epochOf = async (store: ReturnType<typeof createMemoryStore>) => (await store.get('connection', SELF))?.epoch;

test('Hello comes first, with a connection epoch that is durable before it leaves', async () => {
  const { connection, open, last, store, states } = setUp();
  connection.start();
  assert.deepEqual(states, [{ state: 'connecting' }]);
  await open();
  assert.equal(await epochOf(store), 1);
  assert.equal(last().sent.length, 1);
  assert.equal(last().sent[0]?.hello?.connectionEpoch, 1);
  connection.start();
  await turns();
  assert.equal(states.length, 1, 'starting again changes nothing');
});

test('F5 it is online once Live has come and everything before it is stored', async () => {
  const { connection, open, welcome, tell, settle } = setUp();
  connection.start();
  await open();
  await welcome();
  assert.equal(connection.state.state, 'catching_up');
  await tell({ live: { inboxEpoch: 1, upTo: 0 } });
  assert.equal(connection.state.state, 'catching_up');
  settle();
  await turns();
  assert.equal(connection.state.state, 'online');
});

test('F18 waiting times grow and differ: full jitter, up to 30 s', async () => {
  const { connection, clock, open, close } = setUp({ random: 0.5 });
  connection.start();
  const waits: number[] = [];
  for (let i = 0; i < 9; i++) {
    await open();
    await close(1006);
    waits.push((connection.state.retryAt ?? 0) - clock.now());
    await clock.advance(waits.at(-1) ?? 0);
  }
  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
});

test('codes of the stop range stop it for good, with the reason', async () => {
  for (const reason of ['displaced', 'unauthorized', 'unlinked'] as const) {
    const { connection, clock, open, close, attempts } = setUp();
    connection.start();
    await open();
    await close(closeTable[reason].code);
    assert.deepEqual(connection.state, { state: 'stopped', reason });
    await clock.advance(120_000);
    assert.equal(attempts.length, 1);
    connection.start();
    await turns();
    assert.equal(attempts.length, 2, 'a person may start it again');
  }
});

test('a stale connection epoch: it takes a higher one and is back at once', async () => {
  const { connection, open, tell, close, last, attempts } = setUp();
  connection.start();
  await open();
  await tell({ problem: { error: { code: 'stale_connection_epoch' }, connectionEpoch: 41 } });
  await close(closeTable.stale_connection_epoch.code);
  await open();
  assert.equal(attempts.length, 2);
  assert.equal(last().sent[0]?.hello?.connectionEpoch, 42);
});

test('two runs of one profile that outbid each other wait longer and longer', async () => {
  const { connection, open, close, states } = setUp();
  connection.start();
  for (let i = 0; i < 4; i++) {
    await open();
    await close(closeTable.stale_connection_epoch.code);
  }
  assert.equal(states.at(-1)?.state, 'waiting');
});

test('it pings when it has said nothing, answers pings, and gives a silent server up after 25 s', async () => {
  const { connection, clock, open, welcome, tell, last } = setUp();
  connection.start();
  await open();
  await welcome();
  await tell({ ping: { nonce: 7 } });
  assert.equal(last().sent.at(-1)?.pong?.nonce, 7);
  await clock.advance(10_000);
  assert.ok(last().sent.at(-1)?.ping);
  await clock.advance(limits.deadPeerMs - 10_001);
  assert.equal(connection.state.state, 'catching_up');
  const dead = last();
  await clock.advance(1);
  assert.deepEqual([connection.state.state, connection.state.reason], ['waiting', 'unreachable']);
  assert.ok(dead.closed);
});

test('a connection that opens but never answers is given up too', async () => {
  const { connection, clock, open, attempts } = setUp();
  connection.start();
  await open();
  await clock.advance(limits.deadPeerMs);
  assert.equal(connection.state.state, 'waiting');
  assert.equal(attempts.length, 1);
});

test('a leaving server: nothing new is sent, and the next connection waits as long as it asked', async () => {
  const { connection, clock, open, welcome, tell, close, left, attempts } = setUp({ random: 0.5 });
  connection.start();
  await open();
  await welcome();
  await tell({ leaving: { minDelayMs: 1_000, maxDelayMs: 3_000 } });
  assert.equal(left(), 1);
  await clock.advance(500);
  await close(closeTable.server_shutdown.code);
  assert.equal((connection.state.retryAt ?? 0) - clock.now(), 1_500);
  await clock.advance(1_500);
  assert.equal(attempts.length, 2);
});

test('a server that says it leaves and does not close is left', async () => {
  const { connection, clock, open, welcome, tell, last } = setUp({ random: 0 });
  connection.start();
  await open();
  await welcome();
  await tell({ leaving: { minDelayMs: 100, maxDelayMs: 100 } });
  const old = last();
  await clock.advance(10_000);
  assert.ok(old.closed);
  assert.notEqual(connection.state.state, 'catching_up');
});

test('F20 a clock that is off is told; one that is off by a minute is not', async () => {
  const { connection, clock, store, open, welcome, close, notices } = setUp();
  connection.start();
  await open();
  await welcome({ serverTime: clock.now() + 60_000 });
  assert.deepEqual(notices, []);
  await close(1006);
  await clock.advance(30_000);
  await open();
  await welcome({ serverTime: clock.now() - 3_600_000 });
  assert.deepEqual(notices, [{ kind: 'clock_wrong', offMs: 3_600_000 }]);
  assert.equal((await store.get('connection', SELF))?.clockOffsetMs, -3_600_000);
});

test('what an earlier attempt still says does not count', async () => {
  const { connection, open, welcome, attempts, close } = setUp({ random: 0 });
  connection.start();
  await open();
  await close(1006);
  connection.nudge();
  await open();
  const [old] = attempts;
  old?.events.closed(closeTable.displaced.code);
  old?.events.received(wire.ServerFrame.encode({ welcome: { inboxEpoch: 9 } }).finish());
  await turns();
  assert.equal(connection.state.state, 'connecting');
  await welcome();
  assert.equal(connection.state.state, 'catching_up');
});

test('bytes that are no frame end the connection, not the program', async () => {
  const { connection, open, last } = setUp();
  connection.start();
  await open();
  last().events.received(Uint8Array.of(255, 255, 255, 255));
  await turns();
  assert.equal(connection.state.state, 'waiting');
});

test('nudged while it waits, it tries at once; stopped, it stays stopped', async () => {
  const { connection, clock, open, close, attempts } = setUp();
  connection.start();
  await open();
  await close(1006);
  connection.nudge();
  await turns();
  assert.equal(attempts.length, 2);
  connection.stop('closed');
  connection.nudge();
  await clock.advance(60_000);
  assert.equal(attempts.length, 2);
  assert.equal(clock.pending(), 0);
});
