import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import { systemClock } from '../lib/clock.ts';
import { currentRequest, withRequest } from '../lib/request-id.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import { encodeLinkFrame } from './frames.ts';
import type { Handler, Link, LinkLimits } from './link.ts';
import { connectLink } from './link-client.ts';
import { listenLinks } from './link-server.ts';
import { createPeer } from './peer.ts';
import { remote, served } from './remote.ts';

const log = pino({ level: 'silent' });
const clock = systemClock;
const identity = { name: 'caller', incarnation: '1' };
const quick: Partial<LinkLimits> = { helloMs: 300, quietMs: 100, deadMs: 400, retryMaxMs: 50, deadlineMs: 2_000 };

type Methods = Readonly<Record<string, Handler>>;

async function serve(t: TestContext, methods: Methods, { name = 'server', port = 0, incarnation = '1' } = {}) {
  const server = await listenLinks({
    address: { host: '127.0.0.1', port },
    identity: { name, incarnation },
    handlers: new Map(Object.entries(methods)),
    clock,
    log,
  });
  t.after(server.close);
  return server;
}

function connect(t: TestContext, port: number, options: Partial<Parameters<typeof connectLink>[0]> = {}): Link {
  const link = connectLink({ address: { host: '127.0.0.1', port }, identity, clock, limits: quick, ...options });
  t.after(link.close);
  return link;
}

const echo: Methods = { 'room.echo': async ([value]) => value };

test('values arrive as they were: bytes, sets, maps, undefined, and what is named twice once', async t => {
  const { address } = await serve(t, echo);
  const link = connect(t, address.port);
  const value = {
    bytes: Uint8Array.of(1, 2),
    set: new Set(['a']),
    map: new Map([[1, 'x']]),
    nothing: undefined,
    big: 2n ** 60n,
  };
  const back = (await link.call('room.echo', [value])) as typeof value;
  assert.deepEqual(Uint8Array.from(back.bytes), value.bytes);
  assert.deepEqual({ ...back, bytes: 0 }, { ...value, bytes: 0 });
  const envelope = new Uint8Array(10_000);
  const rows = Array.from({ length: 256 }, () => ({ envelope }));
  const bytes = encodeLinkFrame('call', 1, rows).reduce((sum, part) => sum + part.length, 0);
  assert.ok(bytes < 2 * envelope.length, `${bytes} bytes for one envelope to 256 devices`);
});

test('calls arrive in the order they were made, answers as they are ready', async t => {
  const order: number[] = [];
  const slow = Promise.withResolvers<string>();
  const { address } = await serve(t, {
    'room.take': async ([n]) => {
      order.push(n as number);
      return n === 0 ? slow.promise : n;
    },
  });
  const link = connect(t, address.port);
  const first = link.call('room.take', [0]);
  const others = await Promise.all(Array.from({ length: 1_000 }, (_, n) => link.call('room.take', [n + 1])));
  assert.deepEqual(
    order,
    Array.from({ length: 1_001 }, (_, n) => n),
  );
  assert.equal(others.length, 1_000);
  slow.resolve('at last');
  assert.equal(await first, 'at last');
});

test('only what is listed can be called, and a failure tells the caller what failed but not where in the code', async t => {
  const room = {
    open: async (name: string) => `hello ${name}`,
    fails: async () => Promise.reject(new Error('no such shelf')),
    busy: async () => Promise.reject(new UnavailableError('the disk is away')),
    hidden: async () => 'secret',
  };
  const { address } = await serve(t, Object.fromEntries(served('room', room, ['open', 'fails', 'busy'])));
  const there = remote<typeof room, keyof typeof room>(connect(t, address.port), 'room', [
    'open',
    'fails',
    'busy',
    'hidden',
  ]);
  assert.equal(await there.open('Bob'), 'hello Bob');
  await assert.rejects(there.fails(), { message: 'room.fails: no such shelf' });
  await assert.rejects(there.busy(), UnavailableError);
  await assert.rejects(there.hidden(), { message: 'room.hidden: there is no room.hidden here' });
});

test('the request that a call is for is known on the other side too', async t => {
  const { address } = await serve(t, { 'room.which': async () => currentRequest() });
  const link = connect(t, address.port);
  assert.equal(await withRequest('r-17', () => link.call('room.which', [])), 'r-17');
  assert.equal(await link.call('room.which', []), undefined);
});

test('a process that dies fails its calls at once, and is found again when it is back', async t => {
  const never = new Promise(() => {});
  const first = await serve(t, { 'room.wait': () => never });
  const up: string[] = [];
  let back = Promise.withResolvers<void>();
  const link = connect(t, first.address.port, {
    onUp: peer => {
      up.push(peer.incarnation);
      back.resolve();
    },
    onDown: error => up.push(`down: ${error.message.length > 0}`),
  });
  await back.promise;
  back = Promise.withResolvers();
  const call = link.call('room.wait', []);
  const failed = assert.rejects(call, UnavailableError);
  await first.close();
  await failed;
  await assert.rejects(link.call('room.echo', [1]), UnavailableError);
  await serve(t, echo, { port: first.address.port, incarnation: '2' });
  await back.promise;
  assert.equal(await link.call('room.echo', [2]), 2);
  assert.deepEqual(up, ['1', 'down: true', '2']);
  assert.equal(link.generation(), 2);
});

test('a process that stops without a word is given up, whether it has said hello or not', async t => {
  const sockets: Socket[] = [];
  const mute = createServer(socket => {
    sockets.push(socket);
    if (sockets.length === 2)
      for (const part of encodeLinkFrame('hello', 0, { name: 'mute', incarnation: '1' })) socket.write(part);
  });
  await new Promise<void>(resolve => mute.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    mute.close();
  });
  const states: string[] = [];
  const changed: (() => void)[] = [];
  const tell = (state: string) => () => {
    states.push(state);
    changed.shift()?.();
  };
  const until = (count: number) =>
    new Promise<void>(resolve => {
      const look = (): void => void (states.length >= count ? resolve() : changed.push(look));
      look();
    });
  const { port } = mute.address() as { port: number };
  const link = connect(t, port, { onUp: tell('up'), onDown: tell('down') });
  await assert.rejects(link.call('room.echo', [1]), UnavailableError); // the first never says hello
  await until(3);
  assert.deepEqual(states.slice(0, 3), ['down', 'up', 'down']); // the second says hello, and then nothing
});

test('a call that is not answered in time fails alone', async t => {
  const { address } = await serve(t, { ...echo, 'room.never': () => new Promise(() => {}) });
  const link = connect(t, address.port);
  const late = assert.rejects(link.call('room.never', [], 300), /room\.never was not answered in time/);
  assert.equal(await link.call('room.echo', [1]), 1);
  await late;
  assert.equal(link.generation(), 1);
});

test('more calls than may wait are refused, and those that wait are answered', async t => {
  const gate = Promise.withResolvers<void>();
  const { address } = await serve(t, { 'room.wait': () => gate.promise.then(() => 'done') });
  const link = connect(t, address.port, { limits: { ...quick, maxPendingCalls: 10 } });
  const calls = Array.from({ length: 15 }, () => link.call('room.wait', []).catch((error: Error) => error));
  await link.call('room.wait', []).catch(() => {});
  gate.resolve();
  const answers = await Promise.all(calls);
  assert.equal(answers.filter(answer => answer === 'done').length, 10);
  assert.equal(answers.filter(answer => answer instanceof UnavailableError).length, 5);
});

test('a frame that is none, or too large, ends its connection and nothing else', async t => {
  const { address } = await serve(t, echo);
  const link = connect(t, address.port, { limits: { ...quick, maxFrameBytes: 50_000 } });
  assert.equal(await link.call('room.echo', [1]), 1);
  await assert.rejects(link.call('room.echo', [new Uint8Array(100_000)]), UnavailableError);
  const other = connect(t, address.port);
  assert.equal(await other.call('room.echo', [2]), 2);
});

test('an address that somebody else has taken is not the process that was looked for', async t => {
  const { address } = await serve(t, echo, { name: 'gateway-2', incarnation: 'new' });
  const link = connect(t, address.port, { expect: { name: 'gateway-2', incarnation: 'old' } });
  await assert.rejects(link.call('room.echo', [1]), UnavailableError);
});

test('calls of a role go to those that are up; ordered ones stay with one of them while it is', async t => {
  const at = async (name: string) => serve(t, { 'room.who': async () => name });
  const [one, two] = [await at('one'), await at('two')];
  const links = [one, two].map(({ address }) => connect(t, address.port));
  const sticky = createPeer('room', links, { sticky: true });
  const shared = createPeer('room', links, { sticky: false });
  await Promise.all(links.map(link => link.call('room.who', [])));
  const calls = (peer: typeof sticky) => Promise.all(Array.from({ length: 20 }, () => peer.call('room.who', [])));
  assert.deepEqual(new Set(await calls(sticky)), new Set(['one']));
  assert.deepEqual(new Set(await calls(shared)), new Set(['one', 'two']));
  await one.close();
  await assert.rejects(links[0]!.call('room.who', []), UnavailableError);
  assert.deepEqual(new Set(await calls(sticky)), new Set(['two']));
  assert.deepEqual(new Set(await calls(shared)), new Set(['two']));
});
