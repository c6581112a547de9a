import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { loadConfig } from './config.ts';
import { tryToReach } from './config-connect.ts';

/** Something on a port of this machine. */
async function listen(t: TestContext, onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket.on('error', () => {}));
    onSocket(socket);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as { port: number }).port}`;
}

const failures = async (flags: Record<string, string>, timeoutMs = 5_000) =>
  (await tryToReach(loadConfig({}, flags), timeoutMs)).map(({ what, failure }) => [what, failure]);

test('Redis is asked with its password, and a wrong one is told', async t => {
  const heard: string[] = [];
  const redis = await listen(t, socket =>
    socket.once('data', data => {
      heard.push(String(data));
      const isRight = String(data).startsWith('*1\r\n$4\r\nPING\r\n') || String(data).includes('\r\n$5\r\nright\r\n');
      socket.write(isRight ? '+OK\r\n' : '-WRONGPASS invalid username-password pair\r\n');
    }),
  );
  assert.deepEqual(await failures({ redis }), [['redis', undefined]]);
  assert.deepEqual(await failures({ redis, redisPassword: 'right' }), [['redis', undefined]]);
  const wrong = await failures({ redis: `${redis},${redis}`, redisPassword: 'wrong' });
  assert.deepEqual(wrong, Array(2).fill(['redis', 'WRONGPASS invalid username-password pair']));
  assert.equal(heard.length, 4);
});

test('what answers, but not as it should, is told', async t => {
  const redis = await listen(t, socket =>
    socket.write(`220 mail.example ${'and whatever else it has to say '.repeat(3)}`),
  );
  assert.deepEqual(await failures({ redis }), [['redis', 'answers, but as something else']]);
});

test('an S3 store is one that answers HTTP, with whatever status', async t => {
  const store = await listen(t, socket => socket.once('data', () => socket.write('HTTP/1.1 403 Forbidden\r\n\r\n')));
  const s3 = { s3Endpoint: `http://${store}`, s3Bucket: 'files', s3AccessKey: 'a', s3SecretKey: 'b' };
  assert.deepEqual(await failures(s3), [['s3', undefined]]);
});

test('a node of the mailbox is one that greets', async t => {
  const node = await listen(t, socket =>
    socket.write(Buffer.from([0, 0, 0, 9, 131, 104, 1, 119, 5, ...Buffer.from('hello')])),
  );
  const other = await listen(t, socket => socket.write(`SSH-2.0-OpenSSH_9.2p1 ${'and what it offers '.repeat(4)}`));
  assert.deepEqual(await failures({ mailbox: `${node},${other}`, mailboxSecret: 'sixteen characters' }), [
    ['mailbox', undefined],
    ['mailbox', 'answers, but as something else'],
  ]);
});

test('what is not there, says nothing or hangs up is told', async t => {
  const silent = await listen(t, () => {});
  const rude = await listen(t, socket => socket.end());
  assert.deepEqual(await failures({ linkPeers: `groups=127.0.0.1:1,messages=${silent}` }), [
    ['groups', 'nothing listens there'],
    ['messages', undefined],
  ]);
  assert.deepEqual(await failures({ redis: silent }, 50), [['redis', 'no answer within 0.05 s']]);
  assert.deepEqual(await failures({ redis: rude }), [['redis', 'closed the connection']]);
});
