// Blocks, settings and reports over HTTP, and what the operator sees of reports.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAdmin } from '../admin/ask.ts';
import { registerDevice, startHttpServer } from './test-server.ts';

test('what an account sets about others is there for its devices, with a version', async t => {
  const server = await startHttpServer(t, { limits: { maxBlocked: 1 } });
  const alice = await registerDevice(server, '+15550100001');
  const bob = await registerDevice(server, '+15550100002');
  const carol = await registerDevice(server, '+15550100003');
  const as = async (method: string, path: string, json?: unknown) =>
    (await server.request(method, path, { token: alice.token, ...(json ? { json } : {}) })).json;
  const first = { version: 0, presence: 'everyone', readReceipts: true, groups: 'everyone', blocked: [] };
  assert.deepEqual(await as('GET', '/v1/privacy'), first);
  assert.deepEqual(await as('PUT', `/v1/blocks/${bob.account}`), { ...first, version: 1, blocked: [bob.account] });
  assert.equal((await as('PUT', `/v1/blocks/${carol.account}`)).code, 'too_many_blocked');
  assert.equal((await as('PUT', `/v1/blocks/${'9'.repeat(32)}`)).code, 'unknown_account');
  assert.equal((await as('PUT', `/v1/blocks/${alice.account}`)).code, 'bad_request');
  assert.deepEqual(await as('DELETE', `/v1/blocks/${bob.account}`), { ...first, version: 2 });
  const hidden = { ...first, version: 3, presence: 'nobody', readReceipts: false };
  assert.deepEqual(await as('PATCH', '/v1/privacy', { presence: 'nobody', readReceipts: false }), hidden);
  assert.equal((await as('PATCH', '/v1/privacy', { presence: 'friends' })).code, 'bad_request');
  const closed = { ...hidden, version: 4, groups: 'contacts' };
  assert.deepEqual(await as('PATCH', '/v1/privacy', { groups: 'contacts' }), closed);
  assert.equal((await as('PATCH', '/v1/privacy', { groups: 'friends' })).code, 'bad_request');
});

test('changes and reports are limited by account', async t => {
  const server = await startHttpServer(t, { limits: { privacyChangesPerHour: 1, reportsPerDay: 1 } });
  const alice = await registerDevice(server, '+15550100001');
  const bob = await registerDevice(server, '+15550100002');
  const block = () => server.request('PUT', `/v1/blocks/${bob.account}`, { token: alice.token });
  assert.equal((await block()).status, 200);
  assert.equal((await block()).json.code, 'rate_limited');
  const json = { account: bob.account, messages: [] };
  const report = () => server.request('POST', '/v1/reports', { token: alice.token, json });
  assert.equal((await report()).status, 204);
  assert.equal((await report()).json.code, 'rate_limited');
});

test('a report shows the operator what the reporter has sent, until it is dealt with', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, '+15550100001');
  const bob = await registerDevice(server, '+15550100002');
  const messages = [{ ts: 1_000, text: 'buy this' }];
  const report = (account: string, sent: unknown = messages) =>
    server.request('POST', '/v1/reports', { token: alice.token, json: { account, messages: sent } });
  assert.equal((await report(bob.account)).status, 204);
  assert.equal((await report('9'.repeat(32))).json.code, 'unknown_account');
  assert.equal((await report(alice.account)).json.code, 'bad_request');
  assert.equal((await report(bob.account, Array(6).fill(messages[0]))).json.code, 'bad_request');
  const [kept, ...more] = (await askAdmin(server.data, 'GET', '/reports')) as Record<string, unknown>[];
  assert.equal(more.length, 0);
  assert.deepEqual([kept?.reporter, kept?.reported, kept?.messages], [alice.account, bob.account, messages]);
  assert.equal(kept?.reportedPhone, '+15550100002');
  assert.deepEqual(await askAdmin(server.data, 'DELETE', `/reports/${kept?.id}`), { id: kept?.id });
  assert.equal(await askAdmin(server.data, 'DELETE', `/reports/${kept?.id}`), undefined);
  assert.deepEqual(await askAdmin(server.data, 'GET', '/reports'), []);
});
