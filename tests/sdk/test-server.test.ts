// What people who test against Parley get: the real server, started and stopped for them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore, register } from '@parley/client';
import { startTestServer } from '@parley/client/node';

test('startTestServer gives a server to register with, and takes it away again', async t => {
  const server = await startTestServer();
  t.after(server.stop);
  const code = async ({ developmentCode = '' }) => developmentCode;
  const client = await register({
    server: server.url,
    phone: '+15550300001',
    name: 'A',
    store: createMemoryStore(),
    code,
  });
  client.connect();
  await client.whenOnline();
  await client.close();
  await server.stop();
  await assert.rejects(fetch(server.url));
});

test('a server that does not start is told with what it wrote', async () => {
  const command = [process.execPath, '-e', 'console.error("no luck today"); process.exit(3)'];
  await assert.rejects(startTestServer({ command }), { code: 'unreachable', message: /no luck today/ });
});
