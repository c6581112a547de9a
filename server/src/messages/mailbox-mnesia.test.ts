// The way to the nodes of the mailbox, against nodes that say and keep silent about what a test wants.
import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { accountIdFrom, type DeviceNumber, groupIdFrom, limits, messageIdFrom } from '@parley/protocol';
import { until } from '../../../dev/parts/until.ts';
import { decodeTerm, encodeTerm, list, type Term } from '../lib/etf.ts';
import { itemsOf } from './mailbox-connection-mnesia.ts';
import { openMailbox } from './mailbox-mnesia.ts';
import { type AppendRun, endRun } from './message-store.ts';
import { mnesiaMessageStore } from './message-store-mnesia.ts';

const SECRET = 'of the test';
/** The shard, under its first number. */
const OWNED = Buffer.of(0, 0, 0, 1);

interface FakeNode {
  readonly port: number;
  /** Resolves at the next request to a shard; it is not answered. */
  asked(): Promise<Term>;
  /** Requests to shards are answered from now on. */
  answers: boolean;
  /** Requests to shards are told that they are closed. */
  isClosed: boolean;
  /** Questions for its view, and requests to shards. */
  readonly count: { views: number; requests: number };
  /** Times that nobody heard of what it has stored. */
  untold: number;
  hangUp(): void;
}

/** Node `name` of a mailbox with one shard, which shows clients the view of `see`. */
async function startNode(t: TestContext, name: string, see: () => readonly [number, ...string[]]): Promise<FakeNode> {
  const sockets = new Set<Socket>();
  let onAsked = (_: Term): void => {};
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket, frame => requested(socket, frame));
  });
  const shown = (): Term => {
    const [number, ...members] = see();
    return [number, Buffer.from(name), list(members.map(member => Buffer.from(member))), OWNED];
  };
  const gauges = (): Term => [0, 0, 0, 0, 0, 0, 0, 0, Date.now(), node.untold];
  function requested(socket: Socket, frame: Term): void {
    for (const item of itemsOf(frame)) {
      const [number, where, operation] = item as [number, Term, Term];
      node.count[where === 'node' ? 'views' : 'requests']++;
      if (where === 'node') send(socket, ['answers', list([[number, ['view', shown()]]]), gauges()]);
      else if (node.isClosed) send(socket, ['answers', list([[number, ['error', 'not_primary']]]), gauges()]);
      else if (node.answers) send(socket, ['answers', list([[number, ['done', operation]]]), gauges()]);
      else onAsked(operation);
    }
  }
  function serve(socket: Socket, onRequests: (frame: Term) => void): void {
    const nonce = randomBytes(32);
    let isGreeted = false;
    send(socket, ['hello', 1, nonce]);
    socket.on('data', chunk => {
      for (let at = 0; at < chunk.length; at += 4 + chunk.readUInt32BE(at)) {
        const frame = decodeTerm(chunk.subarray(at + 4, at + 4 + chunk.readUInt32BE(at)));
        if (isGreeted) {
          onRequests(frame);
          continue;
        }
        isGreeted = true;
        const theirs = (frame as readonly Term[])[2] as Buffer;
        const proof = createHmac('sha256', SECRET).update('server').update(nonce).update(theirs).digest();
        send(socket, ['welcome', proof, 1, shown(), gauges()]);
      }
    });
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hangUp = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  t.after(hangUp);
  const node: FakeNode = {
    port: (server.address() as AddressInfo).port,
    answers: false,
    isClosed: false,
    count: { views: 0, requests: 0 },
    untold: 0,
    asked: () =>
      new Promise(resolve => {
        onAsked = resolve;
      }),
    hangUp,
  };
  return node;
}

function send(socket: Socket, term: Term): void {
  const body = encodeTerm(term);
  const head = Buffer.allocUnsafe(4);
  head.writeUInt32BE(body.length);
  socket.write(Buffer.concat([head, body]));
}

async function open(t: TestContext, nodes: readonly FakeNode[], giveUpMs: number, onUntold = () => {}) {
  const addresses = nodes.map(({ port }) => ({ host: '127.0.0.1', port }));
  const mailbox = openMailbox({ nodes: addresses, secret: SECRET, limits, giveUpMs, onUntold });
  t.after(mailbox.close);
  await mailbox.ready();
  return mailbox;
}

for (const first of ['the new view is seen', 'the connection is lost']) {
  test(`D9 what was asked of a node that is gone is asked where its shard is at work then, also when first ${first}`, async t => {
    let view: readonly [number, ...string[]] = [1, 'one', 'two'];
    const one = await startNode(t, 'one', () => [1, 'one', 'two']);
    const two = await startNode(t, 'two', () => view);
    const mailbox = await open(t, [one, two], 60_000);
    const asked = one.asked();
    const answer = mailbox.ask(0, () => ['ask']);
    await asked;
    two.answers = true;
    if (first === 'the connection is lost') one.hangUp();
    view = [2, 'two'];
    assert.deepEqual((await answer)[0], 'done');
  });
}

test('D9 while a view changes everything waits, and is not asked again and again', async t => {
  let view: readonly [number, ...string[]] = [1, 'one'];
  const node = await startNode(t, 'one', () => view);
  const mailbox = await open(t, [node], 60_000);
  view = [0];
  node.isClosed = true;
  const answers = Promise.all(Array.from({ length: 100 }, () => mailbox.ask(0, () => ['ask'])));
  await until('it has been looked at many times', 10_000, async () => node.count.views >= 20);
  assert.ok(node.count.requests <= 200, `${node.count.requests} requests`);
  view = [2, 'one'];
  [node.isClosed, node.answers] = [false, true];
  assert.equal((await answers).length, 100);
});

test('what still waits for a node fails when the mailbox is closed', async t => {
  let view: readonly [number, ...string[]] = [1, 'one'];
  const node = await startNode(t, 'one', () => view);
  const mailbox = await open(t, [node], 60_000);
  view = [0];
  node.isClosed = true;
  const sent = mailbox.ask(0, () => ['ask']);
  sent.catch(() => {});
  await until('it waits for a view', 10_000, async () => node.count.views >= 3);
  const unsent = mailbox.ask(0, () => ['ask']);
  mailbox.close();
  for (const request of [sent, unsent]) await assert.rejects(request, /has been closed/);
});

test('what a node never answers is given up, also when the node says that it is there', async t => {
  const node = await startNode(t, 'one', () => [1, 'one']);
  const mailbox = await open(t, [node], 100);
  await assert.rejects(
    mailbox.ask(0, () => ['ask']),
    { name: 'UnavailableError', message: /does not answer/ },
  );
  node.answers = true;
  assert.deepEqual((await mailbox.ask(0, () => ['ask']))[0], 'done', 'its lane goes on');
});

test('D9 what is no term fails alone, also when its shard had to be waited for', async t => {
  let view: readonly [number, ...string[]] = [1, 'one', 'two'];
  const one = await startNode(t, 'one', () => [1, 'one', 'two']);
  const two = await startNode(t, 'two', () => view);
  const mailbox = await open(t, [one, two], 60_000);
  const asked = one.asked();
  const first = mailbox.ask(0, () => ['ask']);
  await asked;
  one.hangUp();
  two.answers = true;
  const bad = assert.rejects(
    mailbox.ask(0, attempt => [attempt, Number.NaN]),
    TypeError,
  );
  view = [2, 'two'];
  await bad;
  assert.deepEqual((await first)[0], 'done');
});

test('D3 what waits behind one of its run that was given up is not asked again', async t => {
  let view: readonly [number, ...string[]] = [1, 'one', 'two'];
  const one = await startNode(t, 'one', () => [1, 'one', 'two']);
  const two = await startNode(t, 'two', () => view);
  const store = mnesiaMessageStore(await open(t, [one, two], 60_000));
  const run: AppendRun = {};
  const asked = one.asked();
  const id = messageIdFrom(new Uint8Array(16));
  const sender = { account: accountIdFrom(new Uint8Array(16)), device: 1 as DeviceNumber };
  const message = { sender, id, control: false, place: { run, index: 1 } };
  const append = store.append({ ...message, ts: 1, targets: [] });
  const post = store.postGroup({
    ...message,
    group: groupIdFrom(new Uint8Array(16)),
    roster: 1,
    after: 0,
    data: new Uint8Array(),
  });
  await asked;
  endRun({ run, index: 0 }, id);
  two.answers = true;
  view = [2, 'two'];
  assert.deepEqual(await append, { kind: 'run_ended' });
  assert.deepEqual(await post, { kind: 'run_ended' });
});

test('D11 what a node has stored and nobody heard of is told, also when that was before it was connected to', async t => {
  const node = await startNode(t, 'one', () => [1, 'one']);
  node.answers = true;
  let told = (): void => {};
  const next = (): Promise<void> =>
    new Promise(resolve => {
      told = resolve;
    });
  node.untold = 1;
  const before = next();
  const mailbox = await open(t, [node], 60_000, () => told());
  await before;
  const later = next();
  node.untold = 2;
  await mailbox.ask(0, () => ['ask']);
  await later;
});
