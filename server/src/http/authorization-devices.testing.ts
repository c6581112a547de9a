// Cases of authorization.test.ts for the routes of devices and links.
import assert from 'node:assert/strict';
import { fromHex, signedBytes, toBase64 } from '@parley/protocol';
import { deviceListOf, keepRecovery, type TestDevice, type TestServer } from './test-server.ts';

type Case = 'anyone' | ((server: TestServer, alice: TestDevice, mallory: TestDevice) => Promise<void>);

const guessed = `/v1/links/${'A'.repeat(22)}/1`;

export const deviceCases: Record<string, Case> = {
  'get /v1/devices': async (server, alice, mallory) => {
    const { json } = await server.request('GET', '/v1/devices', { token: mallory.token });
    assert.equal(json.devices.length, 1);
    assert.equal((await server.request('GET', '/v1/devices', { token: alice.token })).json.devices.length, 1);
  },
  'post /v1/devices': async (server, alice, mallory) => {
    const { account, accountKey } = alice;
    const list = deviceListOf({ account, device: 1, version: 2, accountKey, identity: mallory.identity });
    const json = { deviceList: toBase64(list) };
    const refused = await server.request('POST', '/v1/devices', { token: mallory.token, json });
    assert.equal(refused.json.code, 'bad_device_list');
    assert.equal((await server.request('GET', '/v1/account', { token: alice.token })).json.listVersion, 1);
  },
  'post /v1/account/deletion': async (server, alice, mallory) => {
    const ended = async (token: string, { accountKey }: TestDevice, { account }: TestDevice) => {
      const signature = accountKey.sign(signedBytes('parley account deletion 1', fromHex(account)));
      const json = { signature: toBase64(signature) };
      return (await server.request('POST', '/v1/account/deletion', { token, json })).json?.code;
    };
    assert.equal(await ended(mallory.token, alice, alice), 'bad_deletion', "Alice's word under Mallory's token");
    assert.equal(await ended(alice.token, mallory, alice), 'bad_deletion', "Alice's token without her account key");
    assert.equal((await server.request('GET', '/v1/account', { token: alice.token })).status, 200);
  },
  'get /v1/pin': async (server, alice, mallory) => {
    await server.request('PUT', '/v1/pin', { token: alice.token, json: { pin: '271828' } });
    assert.equal((await server.request('GET', '/v1/pin', { token: mallory.token })).json.isSet, false);
  },
  'put /v1/pin': async (server, alice, mallory) => {
    await server.request('PUT', '/v1/pin', { token: mallory.token, json: { pin: '271828' } });
    assert.equal((await server.request('GET', '/v1/pin', { token: alice.token })).json.isSet, false);
  },
  'post /v1/registrations/{registration}/pin': async server => {
    const { json } = await server.request('POST', '/v1/registrations/guessed/pin', { json: { pin: '271828' } });
    assert.equal(json.code, 'registration_not_found');
  },
  'get /v1/recovery': async (server, alice, mallory) => {
    await keepRecovery(server, alice);
    assert.equal((await server.request('GET', '/v1/recovery', { token: mallory.token })).json.version, 0);
  },
  'put /v1/recovery': async (server, alice, mallory) => {
    const { json } = await keepRecovery(server, alice, mallory);
    assert.equal(json.code, 'bad_recovery', "Alice's own, put by Mallory");
    assert.equal((await server.request('GET', '/v1/recovery', { token: alice.token })).json.version, 0);
  },
  'get /v1/registrations/{registration}/recovery': async server => {
    const { json } = await server.request('GET', '/v1/registrations/guessed/recovery');
    assert.equal(json.code, 'registration_not_found');
  },
  'post /v1/links': 'anyone',
  'put /v1/links/{link}/{number}': async server => {
    assert.equal((await server.request('PUT', guessed, { body: Uint8Array.of(1) })).json.code, 'link_not_found');
  },
  'get /v1/links/{link}/{number}': async server => {
    assert.equal((await server.request('GET', guessed)).json.code, 'link_not_found');
  },
};
