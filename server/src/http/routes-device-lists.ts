// Signed device lists of many accounts at once: the members of a big group, for whom one request each would take long.
import { type AccountId, accountIdFrom, type Limits, wire, wireError } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Accounts } from '../accounts/accounts.ts';
import { sendError } from './errors.ts';
import { PROTOBUF } from './schemas.ts';

export function deviceListRoutes({
  accounts,
  limits,
}: {
  accounts: ListSource;
  limits: Limits;
}): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.post(
      '/v1/accounts/lists',
      {
        schema: {
          tags: ['accounts'],
          summary:
            'Signed device lists of many accounts: a protobuf DeviceListsRequest, answered with a DeviceListsResponse',
          consumes: [PROTOBUF],
        },
      },
      async (request, reply) => {
        const wanted = wantedIn(request.body);
        if (!wanted) {
          return sendError(reply, wireError('bad_request', 'The body must be a protobuf DeviceListsRequest.'));
        }
        if (wanted.length > limits.maxListsPerRequest) {
          const message = `A request is for the lists of at most ${limits.maxListsPerRequest} accounts.`;
          return sendError(reply, wireError('bad_request', message));
        }
        const chains = await chainsOf(wanted, accounts, limits.maxListsAnswerBytes);
        return reply.type(PROTOBUF).send(Buffer.from(wire.DeviceListsResponse.encode({ chains }).finish()));
      },
    );
    done();
  };
}

type ListSource = Pick<Accounts, 'accountKeys' | 'deviceLists'>;

interface Wanted {
  readonly account: AccountId;
  readonly from: number;
}

function wantedIn(body: unknown): Wanted[] | undefined {
  if (!(body instanceof Uint8Array)) return undefined;
  try {
    return wire.DeviceListsRequest.decode(body).wanted.map(({ account, from }) => ({
      account: accountIdFrom(account ?? new Uint8Array()),
      from: from || 1,
    }));
  } catch {
    return undefined;
  }
}

/** An account may have many lists: what would make the answer too large is left empty, to be asked for alone. */
async function chainsOf(wanted: readonly Wanted[], accounts: ListSource, maxBytes: number) {
  const keys = await accounts.accountKeys(wanted.map(({ account }) => account));
  const chains: wire.DeviceListChain.$Properties[] = [];
  let room = maxBytes;
  for (const { account, from } of wanted) {
    const lists = room > 0 ? await accounts.deviceLists(account, from) : [];
    room -= lists.reduce((bytes, list) => bytes + list.length, 0);
    const key = keys.get(account);
    const ended = key !== undefined && key.hash === undefined;
    chains.push({ lists: room >= 0 ? lists.map(list => wire.SignedDeviceList.decode(list)) : [], ended });
  }
  return chains;
}
