// Device lists of many accounts in one request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, fromHex, wire } from '@parley/protocol';
import { registerDevice, startHttpServer, type TestServer } from './test-server.ts';

interface Wanted {
  readonly account: AccountId;
  readonly from?: number;
}

async function ask(server: TestServer, token: string, wanted: readonly Wanted[]) {
  const request = { wanted: wanted.map(({ account, from = 0 }) => ({ account: fromHex(account), from })) };
  const body = wire.DeviceListsRequest.encode(request).finish();
  return server.request('POST', '/v1/accounts/lists', { token, body });
}

function versionsIn(bytes: Uint8Array): number[][] {
  return wire.DeviceListsResponse.decode(bytes).chains.map(({ lists }) =>
    (lists ?? []).map(({ list }) => wire.DeviceList.decode(list!).version),
  );
}

test('each account gets its own chain, from the version asked for on; one that is not there gets none', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, '+15550100001');
  await registerDevice(server, '+15550100002');
  const bob = await registerDevice(server, '+15550100002'); // anew: a second list
  const nobody = '0'.repeat(32) as AccountId;
  const { bytes } = await ask(server, alice.token, [
    { account: bob.account },
    { account: nobody },
    { account: bob.account, from: 2 },
    { account: alice.account },
    { account: bob.account, from: 3 },
  ]);
  assert.deepEqual(versionsIn(bytes), [[1, 2], [], [2], [1], []]);
});

test('what would make the answer too large is left for the route of one account', async t => {
  const server = await startHttpServer(t, { limits: { maxListsAnswerBytes: 600 } });
  const alice = await registerDevice(server, '+15550100001');
  const { bytes } = await ask(server, alice.token, [alice, alice, alice, alice]);
  const versions = versionsIn(bytes);
  assert.deepEqual(versions[0], [1]);
  assert.deepEqual(versions.at(-1), []);
});

test('more than a hundred accounts, and what is no request, are refused in words', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, '+15550100001');
  const { json } = await ask(server, alice.token, Array(101).fill(alice));
  assert.match(json.message, /at most 100 accounts/);
  const body = new Uint8Array([10, 3, 10, 1, 7]); // an account id of one byte
  assert.equal(
    (await server.request('POST', '/v1/accounts/lists', { token: alice.token, body })).json.code,
    'bad_request',
  );
  const request = wire.DeviceListsRequest.encode({ wanted: [] }).finish();
  assert.equal((await server.request('POST', '/v1/accounts/lists', { body: request })).status, 401);
});
