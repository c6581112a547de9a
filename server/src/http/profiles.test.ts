// Profiles over HTTP: bytes with a version, which nobody but their readers understands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registerDevice, startHttpServer } from './test-server.ts';

test('a profile is put by versions and read by whoever is not blocked', async t => {
  const server = await startHttpServer(t, { limits: { maxProfileBytes: 30 } });
  const alice = await registerDevice(server, '+15550100001');
  const bob = await registerDevice(server, '+15550100002');
  const put = (version: number, profile: string) =>
    server.request('PUT', '/v1/profile', { token: alice.token, json: { version, profile } });
  const read = () => server.request('GET', `/v1/profile/${alice.account}`, { token: bob.token });
  assert.deepEqual([(await read()).status, (await read()).json.code], [404, 'no_profile']);
  assert.equal((await put(2, 'AAAA')).status, 204);
  assert.equal((await put(2, 'BBBB')).json.code, 'stale_profile');
  assert.equal((await put(0, 'BBBB')).json.code, 'bad_request');
  assert.equal((await put(3, 'A'.repeat(44))).json.code, 'bad_request');
  assert.deepEqual((await read()).json, { version: 2, profile: 'AAAA' });
  await server.request('PUT', `/v1/blocks/${bob.account}`, { token: alice.token });
  assert.equal((await read()).json.code, 'no_profile');
  await server.request('DELETE', `/v1/blocks/${bob.account}`, { token: alice.token });
  assert.equal((await read()).status, 200);
  assert.equal((await server.request('GET', `/v1/profile/${alice.account}`)).json.code, 'unauthorized');
});

test('profiles are put and read as often as the limits say', async t => {
  const server = await startHttpServer(t, { limits: { profileChangesPerHour: 1, profileReadsPerHour: 1 } });
  const { token, account } = await registerDevice(server, '+15550100001');
  const put = (version: number) => server.request('PUT', '/v1/profile', { token, json: { version, profile: 'AAAA' } });
  assert.deepEqual([(await put(1)).status, (await put(2)).json.code], [204, 'rate_limited']);
  const read = () => server.request('GET', `/v1/profile/${account}`, { token });
  assert.deepEqual([(await read()).status, (await read()).json.code], [200, 'rate_limited']);
});
