import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { startHttpServer, type TestServer } from './test-server.ts';

/** By hand, because `fetch` chooses the Host itself. */
function statusFor(server: TestServer, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { port: server.port, host: '127.0.0.1', path: '/metrics', headers };
    request(options, response => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

test('without a token metrics are for this machine: its loopback, by a name of the loopback, not forwarded', async t => {
  const server = await startHttpServer(t);
  for (const host of ['127.0.0.1', `127.0.0.1:${server.port}`, 'localhost:8080', '[::1]:8080']) {
    assert.equal(await statusFor(server, { host }), 200, host);
  }
  // A page that had a browser here look up its own name again (DNS rebinding), or a proxy that passes on the name.
  for (const host of ['evil.example.org', 'evil.example.org:8080', 'localhost.example.org', '127.0.0.1.nip.io']) {
    assert.equal(await statusFor(server, { host }), 403, host);
  }
  for (const name of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip', 'cf-connecting-ip']) {
    assert.equal(await statusFor(server, { host: 'localhost', [name]: '127.0.0.1' }), 403, name);
  }
});
