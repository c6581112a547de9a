import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, accountIdFrom, limits, wire } from '@parley/protocol';
import { createHttp } from './http.ts';
import { createListFetching } from './list-fetching.ts';

const accountOf = (n: number): AccountId => String(n).padStart(32, '0') as AccountId;
const signedBy = (account: AccountId) => ({ list: new TextEncoder().encode(account) });

/** A server that has a list of each account but those of `unknown`. */
function serve(unknown: readonly AccountId[] = []) {
  const requests: string[] = [];
  const send = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const { pathname } = new URL(String(input));
    requests.push(`${init.method} ${pathname}`);
    await new Promise(resolve => setImmediate(resolve));
    const chainOf = (account: AccountId) => ({ lists: unknown.includes(account) ? [] : [signedBy(account)] });
    if (init.method === 'POST') {
      const { wanted } = wire.DeviceListsRequest.decode(init.body as Uint8Array);
      const chains = wanted.map(({ account }) => chainOf(accountIdFrom(account!)));
      return new Response(wire.DeviceListsResponse.encode({ chains }).finish() as Uint8Array<ArrayBuffer>);
    }
    const account = pathname.split('/')[3] as AccountId;
    if (unknown.includes(account)) {
      const body = { code: 'unknown_account', message: 'Nobody.', temporary: false };
      return new Response(JSON.stringify(body), { status: 404 });
    }
    return new Response(wire.DeviceListChain.encode(chainOf(account)).finish() as Uint8Array<ArrayBuffer>);
  };
  const http = createHttp({ server: 'http://parley.test', fetch: send as typeof fetch });
  return { fetchLists: createListFetching(http), requests };
}

test('the lists of a thousand accounts come in a dozen requests, each to whom it was asked for', async () => {
  const { fetchLists, requests } = serve();
  const accounts = Array.from({ length: 1_000 }, (_, i) => accountOf(i));
  const chains = await Promise.all(accounts.map(account => fetchLists(account, 1)));
  for (const [i, { lists }] of chains.entries()) {
    assert.equal(new TextDecoder().decode(lists[0]?.list ?? new Uint8Array()), accounts[i]);
  }
  assert.equal(requests.length, 2 + Math.ceil(998 / limits.maxListsPerRequest));
});

test('an account that is not there fails alone', async () => {
  const nobody = accountOf(7);
  const { fetchLists } = serve([nobody]);
  const answers = await Promise.allSettled(Array.from({ length: 10 }, (_, i) => fetchLists(accountOf(i), 1)));
  for (const [i, { status }] of answers.entries()) assert.equal(status, i === 7 ? 'rejected' : 'fulfilled');
  await assert.rejects(fetchLists(nobody, 1), { code: 'unknown_account' });
});

test('one is asked for by its own route, and a network that fails, fails those who have asked', async () => {
  const { fetchLists, requests } = serve();
  await fetchLists(accountOf(1), 1);
  assert.deepEqual(requests, [`GET /v1/accounts/${accountOf(1)}/devices`]);
  const down = createHttp({
    server: 'http://parley.test',
    fetch: async () => {
      throw new TypeError('fetch failed');
    },
  });
  const failing = createListFetching(down);
  const answers = await Promise.allSettled([1, 2, 3, 4].map(n => failing(accountOf(n), 1)));
  for (const answer of answers) assert.equal(answer.status === 'rejected' && answer.reason.code, 'unreachable');
});
