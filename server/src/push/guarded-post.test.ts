import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createGuardedPost } from './guarded-post.ts';

async function startService(t: TestContext, listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

function create(t: TestContext, options: Partial<Parameters<typeof createGuardedPost>[0]> = {}) {
  const usual = { hosts: ['push.example.org', '*.example.net'], innerHosts: [], timeoutMs: 5_000, maxUrlBytes: 200 };
  const post = createGuardedPost({ ...usual, ...options });
  t.after(post.close);
  return post;
}

/** Names that stand for an address. */
const resolve =
  (...addresses: string[]): LookupFunction =>
  (_host, _options, done) =>
    (done as (error: null, found: object[]) => void)(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

test('only https, and only hosts that the operator allows', t => {
  const { problemOf } = create(t, { innerHosts: ['ntfy.lan'] });
  for (const url of [
    'https://push.example.org/x',
    'https://push.example.org./x',
    'https://PUSH.example.org:8443/x',
    'https://a.b.example.net/x',
    'http://ntfy.lan/x',
  ])
    assert.equal(problemOf(url), undefined, url);
  for (const url of [
    'http://push.example.org/x',
    'https://example.net/x',
    'https://evilexample.net/x',
    'https://push.example.org.evil.test/x',
    'https://push.example.org@evil.test/',
    'https://me:secret@push.example.org/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x',
    'ftp://push.example.org/x',
    'file:///etc/passwd',
    'nothing',
    `https://push.example.org/${'x'.repeat(200)}`,
  ])
    assert.ok(problemOf(url), url);
});

test('an address in a private network is refused, however it is written, also where every host is allowed', t => {
  const { problemOf } = create(t, { hosts: ['*'] });
  assert.equal(problemOf('https://anything.example.com/'), undefined);
  for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::1]', '[::ffff:10.0.0.1]', '192.168.1.1'])
    assert.equal(problemOf(`https://${host}/`), 'it is a private address', host);
});

test('a name that stands for a private address is found out when it is connected to', async t => {
  for (const addresses of [['127.0.0.1'], ['10.0.0.1'], ['::1'], ['93.184.215.14', '169.254.169.254'], []]) {
    const { post } = create(t, { lookup: resolve(...addresses) });
    await assert.rejects(post('https://push.example.org/x', {}, Buffer.alloc(0)), /private network/);
  }
});

test('no redirect is followed, and of an answer only the beginning is read', async t => {
  let asked = 0;
  const port = await startService(t, (_request, response) => {
    asked++;
    response.writeHead(307, { location: `http://127.0.0.1:${port}/elsewhere`, 'retry-after': '5' });
    response.write('x'.repeat(100_000));
    if (asked > 1) response.end();
  });
  const { post } = create(t, { innerHosts: ['127.0.0.1'] });
  const answer = await post(`http://127.0.0.1:${port}/x`, {}, Buffer.from('body'));
  assert.deepEqual([answer.status, answer.retryAfter, answer.body.length], [307, '5', 4_096]);
  assert.equal(asked, 1);
});

test('a service that does not answer is left after its time, also one that never ends', async t => {
  const silent = await startService(t, () => {});
  const { post } = create(t, { innerHosts: ['127.0.0.1'], timeoutMs: 50 });
  await assert.rejects(post(`http://127.0.0.1:${silent}/x`, {}, Buffer.alloc(0)), /no answer within 50 ms/);
  const dripping = await startService(t, (_request, response) => void response.write('x'));
  await assert.rejects(post(`http://127.0.0.1:${dripping}/x`, {}, Buffer.alloc(0)));
});
