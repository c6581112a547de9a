// Device lists of many accounts in few requests: what is asked for while some are on their way leaves together.
import { type AccountId, fromHex, limits, wire } from '@parley/protocol';
import { ParleyError } from '../errors.ts';
import { fetchDeviceLists } from './api.ts';
import type { Http } from './http.ts';

export type FetchLists = (account: AccountId, from: number) => Promise<wire.DeviceListChain>;

interface Asked {
  readonly account: AccountId;
  readonly from: number;
  readonly answer: PromiseWithResolvers<wire.DeviceListChain>;
}

const MAX_REQUESTS = 2;

export function createListFetching(http: Http): FetchLists {
  const waiting: Asked[] = [];
  let requests = 0;

  async function next(): Promise<void> {
    const some = waiting.splice(0, limits.maxListsPerRequest);
    requests++;
    try {
      await answerAll(some);
    } finally {
      requests--;
      if (waiting.length > 0) void next();
    }
  }

  async function answerAll(some: readonly Asked[]): Promise<void> {
    try {
      const chains = some.length > 1 ? await fetchMany(http, some) : [];
      for (const [i, asked] of some.entries()) {
        const chain = chains[i];
        // What is not there, or too much for an answer to all, is for the route of one account to say.
        if (chain && chain.lists.length > 0) asked.answer.resolve(chain);
        else asked.answer.resolve(fetchDeviceLists(http, asked.account, asked.from));
      }
      await Promise.allSettled(some.map(({ answer }) => answer.promise));
    } catch (error) {
      for (const { answer } of some) answer.reject(error);
    }
  }

  return (account, from) => {
    const answer = Promise.withResolvers<wire.DeviceListChain>();
    waiting.push({ account, from, answer });
    if (requests < MAX_REQUESTS) void next();
    return answer.promise;
  };
}

async function fetchMany(http: Http, some: readonly Asked[]): Promise<wire.DeviceListChain[]> {
  const wanted = some.map(({ account, from }) => ({ account: fromHex(account), from }));
  const bytes = await http.bytes('POST', '/v1/accounts/lists', wire.DeviceListsRequest.encode({ wanted }).finish());
  const chains = decoded(bytes).chains as wire.DeviceListChain[];
  if (chains.length !== some.length) throw new ParleyError('bad_answer');
  return chains;
}

function decoded(bytes: Uint8Array): wire.DeviceListsResponse {
  try {
    return wire.DeviceListsResponse.decode(bytes);
  } catch (cause) {
    throw new ParleyError('bad_answer', { cause });
  }
}
