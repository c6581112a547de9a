import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { startHttpServer } from './test-server.ts';

const script = 'export const answer = 42;\n'.repeat(100);

/** A folder as dev/build-web.ts leaves it. */
function builtApp(t: TestContext): string {
  const parent = mkdtempSync(join(tmpdir(), 'parley-web-'));
  t.after(() => rmSync(parent, { recursive: true }));
  writeFileSync(join(parent, 'secret.txt'), 'not for anybody');
  const folder = join(parent, 'dist');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Parley</title>');
  writeFileSync(join(folder, '.sources'), 'a hash');
  writeFileSync(join(folder, 'service-worker.js'), script);
  writeFileSync(join(folder, 'assets/main-abc123.js'), script);
  writeFileSync(join(folder, 'assets/main-abc123.js.gz'), gzipSync(script));
  return folder;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Not fetch: paths go out as they are written, and answers come as they are packed. */
function get(url: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { path, headers }, async response => {
      const body = await buffer(response);
      resolve({ status: response.statusCode!, headers: response.headers, body });
    });
    asked.on('error', reject).end();
  });
}

test("the app's own addresses are answered with its page, others with 404 and a row of the error table", async t => {
  const { url } = await startHttpServer(t, { flags: { web: builtApp(t) } });
  for (const path of [
    '/',
    '/chat/abc',
    '/chat/abc/info',
    '/chat/abc?at=1',
    '/settings',
    '/settings/about',
    '/new',
    '/archived',
  ]) {
    const { status, headers, body } = await get(url, path);
    assert.equal(status, 200, path);
    assert.match(String(headers['content-type']), /^text\/html/, path);
    assert.match(body.toString(), /<title>Parley/, path);
  }
  for (const path of [
    '/chat',
    '/chat/a/b',
    '/elsewhere',
    '/assets/gone.js',
    '/v1/nothing',
    '/index',
    '/settings/a/b',
  ]) {
    const { status, body } = await get(url, path);
    assert.equal(status, 404, path);
    assert.equal(JSON.parse(body.toString()).code, 'not_found', path);
  }
});

test('nothing outside the folder and no hidden file is served', async t => {
  const { url } = await startHttpServer(t, { flags: { web: builtApp(t) } });
  const paths = [
    '/.sources',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%00',
    '//secret.txt',
  ];
  for (const path of paths) {
    const { status, body } = await get(url, path);
    assert.ok(status >= 400 && status < 500, `${path} is answered ${status}`);
    assert.doesNotMatch(body.toString(), /not for anybody|a hash/, path);
  }
});

test('U44 every file of the app carries the policy that keeps other script and other origins out', async t => {
  const { url } = await startHttpServer(t, { flags: { web: builtApp(t) } });
  for (const path of ['/', '/chat/abc', '/assets/main-abc123.js', '/service-worker.js']) {
    const { headers } = await get(url, path);
    const policy = String(headers['content-security-policy']).split('; ');
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      assert.ok(policy.includes(rule), `${path}: ${rule}`);
    }
    assert.doesNotMatch(policy.join(), /unsafe|\*|https?:/, path);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
  }
});

test('U44 the edge is the one other origin, and only when it is one', async t => {
  const sources = async (edgeUrl: string): Promise<string | undefined> => {
    const flags = { web: builtApp(t), edgeUrl, edgeSecret: 'a secret' };
    const { headers } = await get((await startHttpServer(t, { flags })).url, '/');
    return String(headers['content-security-policy'])
      .split('; ')
      .find(rule => rule.startsWith('connect-src'));
  };
  assert.equal(await sources('/edge'), "connect-src 'self'");
  assert.equal(await sources('https://files.example.org/edge'), "connect-src 'self' https://files.example.org");
});

test('what has a hash in its name is kept for ever, the rest is asked for again', async t => {
  const { url } = await startHttpServer(t, { flags: { web: builtApp(t) } });
  const cached = async (path: string): Promise<unknown> => (await get(url, path)).headers['cache-control'];
  assert.match(String(await cached('/assets/main-abc123.js')), /max-age=31536000, immutable/);
  for (const path of ['/', '/new', '/service-worker.js']) assert.equal(await cached(path), 'no-cache', path);
  const { headers } = await get(url, '/');
  const again = await get(url, '/', { 'if-none-match': String(headers.etag) });
  assert.equal(again.status, 304);
});

test('a file that was compressed when it was built is sent so to who takes it', async t => {
  const { url } = await startHttpServer(t, { flags: { web: builtApp(t) } });
  const packed = await get(url, '/assets/main-abc123.js', { 'accept-encoding': 'gzip' });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  assert.match(String(packed.headers['content-type']), /javascript/);
  assert.match(String(packed.headers.vary), /accept-encoding/i);
  assert.equal(gunzipSync(packed.body).toString(), script);
  const plain = await get(url, '/assets/main-abc123.js');
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.equal(plain.body.toString(), script);
});

test('without a web app there are none of its addresses; a folder without one is refused', async t => {
  const { url } = await startHttpServer(t, { flags: { web: 'none' } });
  assert.equal((await get(url, '/')).status, 404);
  await assert.rejects(startHttpServer(t, { flags: { web: tmpdir() } }), /no web app in .*npm run build:web/);
});
