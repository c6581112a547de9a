import { type AccountId, type Limits, wire, wireError } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { sendError } from './errors.ts';
import { createRate } from './rate.ts';
import { accountParam, accountSchema, errorSchema, PROTOBUF } from './schemas.ts';

const HOUR_MS = 3_600_000;

interface AccountRouteDeps {
  readonly accounts: Accounts;
  readonly rates: RateLimits;
  readonly limits: Limits;
}

export function accountRoutes({ accounts, rates, limits }: AccountRouteDeps): FastifyPluginCallbackZod {
  const takeLookups = createRate(rates, { name: 'lookups', points: limits.lookupsPerHour, windowMs: HOUR_MS });
  return (app, _, done) => {
    app.get(
      '/v1/account',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Who this device is',
          response: {
            200: z.object({ account: accountSchema, device: z.number(), phone: z.string(), listVersion: z.number() }),
            '4xx': errorSchema,
          },
        },
      },
      async request => {
        const device = request.device!;
        const { phone = '', listVersion = 0 } = (await accounts.account(device.account)) ?? {};
        return { ...device, phone, listVersion };
      },
    );

    app.post(
      '/v1/accounts/lookup',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Find accounts by phone number',
          body: z.object({ phones: z.array(z.string().max(40)).min(1).max(limits.lookupNumbers) }),
          response: {
            200: z.object({ accounts: z.array(z.object({ phone: z.string(), account: accountSchema.nullable() })) }),
            '4xx': errorSchema,
          },
        },
      },
      async (request, reply) => {
        const { phones } = request.body;
        const limited = await takeLookups(request.device!.account, phones.length);
        if (limited) return sendError(reply, limited) as never;
        const found = await accounts.lookup(phones);
        return { accounts: phones.map((phone, i) => ({ phone, account: found[i] ?? null })) };
      },
    );

    app.get(
      '/v1/accounts/:account/devices',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Signed device lists of an account, as protobuf DeviceListChain',
          params: accountParam,
          querystring: z.object({ from: z.coerce.number().int().min(1).default(1) }),
          response: { '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const lists = await accounts.deviceLists(request.params.account as AccountId, request.query.from);
        if (lists.length === 0 && !(await accounts.account(request.params.account as AccountId))) {
          return sendError(reply, wireError('unknown_account')) as never;
        }
        const chain = wire.DeviceListChain.encode({
          lists: lists.map(list => wire.SignedDeviceList.decode(list)),
        }).finish();
        return reply.type(PROTOBUF).send(Buffer.from(chain) as never);
      },
    );

    app.delete(
      '/v1/session',
      { schema: { tags: ['accounts'], summary: "End this device's token and connection" } },
      async (request, reply) => {
        await accounts.revoke(request.device!);
        return reply.code(204).send();
      },
    );
    done();
  };
}
