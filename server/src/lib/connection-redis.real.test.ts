import assert from 'node:assert/strict';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { freePorts } from '../../../dev/parts/ports.ts';
import { startRedisCluster } from '../../../dev/parts/redis.ts';
import { until } from '../../../dev/parts/until.ts';
import { systemClock } from './clock.ts';
import { openRedis } from './connection-redis.ts';
import { readScript } from './script-redis.ts';

const WAIT_MS = 30_000;

function createLog() {
  const lines: string[] = [];
  const add = (_details: object, message: string): void => void lines.push(message.slice(0, 13));
  return { lines, warn: add, info: add };
}

test('one server: with its password it answers, killed it is told of once, and started again it answers', async t => {
  const server = await startRedisCluster({ masters: 1, replicasPerMaster: 0, password: 'a secret' });
  t.after(() => server.stop());
  const [host, port] = server.addresses.split(':');
  const log = createLog();
  let ahead = 0;
  const clock = { ...systemClock, monotonic: () => performance.now() + ahead };
  const nodes = [{ host: host!, port: Number(port) }];
  const redis = await openRedis({ nodes, password: server.password, clock, log });
  t.after(() => redis.close());
  assert.equal(await redis.run(client => client.set('a', '1')), 'OK');
  await server.nodes[0]!.kill();
  const failed = async (): Promise<boolean> =>
    redis
      .run(client => client.get('a'))
      .then(
        () => false,
        () => true,
      );
  await until('it fails', WAIT_MS, failed);
  for (let n = 0; n < 20; n++) assert.ok(await failed());
  assert.deepEqual(log.lines, ['Redis fails: ']);
  assert.equal(redis.stats().up, false);
  await server.nodes[0]!.restart();
  await until('it answers', WAIT_MS, async () => !(await failed()));
  assert.equal(redis.stats().up, false, 'not at its first answer');
  ahead += 6_000;
  assert.ok(!(await failed()));
  assert.equal(redis.stats().up, true);
  assert.deepEqual(log.lines, ['Redis fails: ', 'Redis answers']);
});

test('a wrong password is an error of each command, not the end of the process', async t => {
  const server = await startRedisCluster({ password: 'a secret' });
  t.after(() => server.stop());
  const nodes = server.addresses.split(',').map(each => ({ host: '127.0.0.1', port: Number(each.split(':')[1]) }));
  const redis = await openRedis({ nodes, password: 'another', clock: systemClock, log: createLog() });
  t.after(() => redis.close());
  await assert.rejects(redis.run(client => client.get('a')));
});

test('D9 a process starts although there is no Redis, and fails at once instead of waiting', async t => {
  const ports = await freePorts(3);
  for (const some of [ports.slice(0, 1), ports]) {
    const nodes = some.map(port => ({ host: '127.0.0.1', port }));
    const redis = await openRedis({ nodes, clock: systemClock, log: createLog() });
    t.after(() => redis.close());
    const start = performance.now();
    await assert.rejects(
      redis.run(client => client.get('a')),
      /not connected/,
    );
    assert.ok(performance.now() - start < 100);
  }
});

test('F10 a server that is killed before it has answered AUTH is found when it is there again', async t => {
  const server = await startRedisCluster({ masters: 1, replicasPerMaster: 0, password: 'a secret' });
  t.after(() => server.stop());
  const asked = Promise.withResolvers<void>();
  let isOpen = false;
  const sockets: Socket[] = [];
  const door = createServer(socket => {
    sockets.push(socket.on('error', () => {}));
    if (!isOpen) return void socket.once('data', () => asked.resolve());
    const inner = connect(server.nodes[0]!.ports[0]!, '127.0.0.1').on('error', () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve));
  t.after(() => door.close());
  const nodes = [{ host: '127.0.0.1', port: (door.address() as AddressInfo).port }];
  const opening = openRedis({ nodes, password: server.password, clock: systemClock, log: createLog() });
  await asked.promise;
  await server.nodes[0]!.kill();
  for (const socket of sockets) socket.destroy();
  const redis = await opening;
  t.after(() => redis.close());
  await assert.rejects(redis.run(client => client.get('a')));
  await server.nodes[0]!.restart();
  isOpen = true;
  await until('it answers', WAIT_MS, () =>
    redis
      .run(client => client.set('a', '1'))
      .then(
        () => true,
        () => false,
      ),
  );
});

test('a script runs where Redis has forgotten it', async t => {
  const server = await startRedisCluster({ masters: 1, replicasPerMaster: 0 });
  t.after(() => server.stop());
  const nodes = [{ host: '127.0.0.1', port: Number(server.addresses.split(':')[1]) }];
  const redis = await openRedis({ nodes, clock: systemClock, log: createLog() });
  t.after(() => redis.close());
  const unregister = readScript(new URL('../sessions/lua/unregister.lua', import.meta.url));
  for (let n = 0; n < 2; n++) {
    assert.equal(await redis.run(client => unregister(client, 'sess:x', ['1', 'g1', '1'])), 0);
    await server.ask(server.nodes[0]!, 'script', 'flush');
  }
});
