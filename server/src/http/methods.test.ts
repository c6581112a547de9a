import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startHttpServer } from './test-server.ts';

test('a path that is known, asked with another method, says which it takes', async t => {
  const server = await startHttpServer(t);
  for (const [method, path, allow] of [
    ['POST', '/v1/server', 'GET, HEAD'],
    ['GET', '/v1/registrations', 'POST'],
    ['PUT', '/v1/registrations/some-id/complete?x=1', 'POST'],
    ['PATCH', '/v1/messages', 'DELETE, GET, HEAD'],
    ['OPTIONS', '/v1/keys', 'GET, HEAD, POST'],
    ['DELETE', `/v1/accounts/${'a'.repeat(32)}/devices`, 'GET, HEAD'],
    ['POST', '/v1/socket', 'GET, HEAD'],
    ['PROPFIND', '/healthz', 'GET, HEAD'],
  ] as const) {
    const response = await fetch(`${server.url}${path}`, { method });
    const { code } = (await response.json()) as { code: string };
    assert.deepEqual([response.status, code, response.headers.get('allow')], [405, 'method_not_allowed', allow], path);
  }
});

test('a path that is not known is not found, whatever the method', async t => {
  const server = await startHttpServer(t);
  for (const path of ['/v1', '/v1/serverx', '/v1/accounts/a/b/devices', '/v1/messages/', '/V1/server']) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status, json } = await server.request(method, path);
      assert.deepEqual([status, json.code], [404, 'not_found'], `${method} ${path}`);
    }
  }
});

test('HEAD answers as GET does, without the body', async t => {
  const server = await startHttpServer(t);
  for (const path of ['/v1/server', '/healthz', '/readyz', '/metrics', '/v1/account', '/v1/messages/count']) {
    const [get, head] = [await fetch(`${server.url}${path}`), await fetch(`${server.url}${path}`, { method: 'HEAD' })];
    assert.deepEqual([head.status, await head.text()], [get.status, ''], path);
    assert.equal(head.headers.get('content-type'), get.headers.get('content-type'), path);
  }
});

test('the address of the WebSocket, asked without an upgrade, says what it is', async t => {
  const server = await startHttpServer(t);
  const { status, json } = await server.request('GET', '/v1/socket');
  assert.equal(status, 400);
  assert.match(json.message, /WebSocket.*Upgrade/);
});

test('where the web app is served too, a file that is not there is not found, and its pages say what they take', async t => {
  const web = mkdtempSync(join(tmpdir(), 'parley-web-'));
  t.after(() => rmSync(web, { recursive: true }));
  writeFileSync(join(web, 'index.html'), '<!doctype html>');
  const server = await startHttpServer(t, { flags: { web } });
  const answers = [];
  for (const [method, path] of [
    ['GET', '/'],
    ['POST', '/'],
    ['GET', '/nothing.js'],
    ['POST', '/nothing.js'],
    ['GET', '/v1/nothing'],
    ['GET', '/docs/static/nothing.js'],
    ['POST', '/v1/server'],
  ] as const) {
    answers.push((await server.request(method, path)).status);
  }
  assert.deepEqual(answers, [200, 405, 404, 404, 404, 404, 405]);
});
