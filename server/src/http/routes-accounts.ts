import { type AccountId, fromBase64, type Limits, wire, wireError } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { sendError } from './errors.ts';
import { createRate } from './rate.ts';
import { accountParam, accountSchema, base64Schema, errorSchema, PROTOBUF } from './schemas.ts';

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
            200: z.object({
              account: accountSchema,
              device: z.number(),
              phone: z.string(),
              username: z.string().nullable(),
              listVersion: z.number(),
            }),
            '4xx': errorSchema,
          },
        },
      },
      async request => {
        const device = request.device!;
        const { phone = '', listVersion = 0 } = (await accounts.account(device.account)) ?? {};
        const username = (await accounts.username(device.account)) ?? null;
        return { ...device, phone, username, listVersion };
      },
    );

    app.put(
      '/v1/account/username',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Choose the name that this account can be found by, or none',
          body: z.object({ username: z.string().max(100).nullable() }),
          response: { 200: z.object({ username: z.string().nullable() }), '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const { account } = request.device!;
        const limited = await takeLookups(account, 1);
        if (limited) return sendError(reply, limited) as never;
        const outcome = await accounts.setUsername(account, request.body.username ?? undefined);
        return outcome.ok ? { username: outcome.value ?? null } : (sendError(reply, outcome.error) as never);
      },
    );

    app.post(
      '/v1/account/deletion',
      {
        schema: {
          tags: ['accounts'],
          summary: 'End this account with all its devices for good, and free its number',
          body: z.object({ signature: base64Schema.describe('by the account key') }),
          response: { '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const outcome = await accounts.deleteAccount(request.device!.account, fromBase64(request.body.signature));
        if (!outcome.ok) return sendError(reply, outcome.error);
        return reply.code(204).send(undefined as never);
      },
    );

    app.post(
      '/v1/accounts/lookup',
      {
        schema: {
          tags: ['accounts'],
          summary: 'Find accounts by phone number or user name',
          body: z
            .object({
              phones: z.array(z.string().max(40)).max(limits.lookupNumbers).default([]),
              usernames: z.array(z.string().max(100)).max(limits.lookupNumbers).default([]),
            })
            .refine(({ phones, usernames }) => phones.length + usernames.length > 0),
          response: {
            200: z.object({
              accounts: z.array(z.object({ phone: z.string(), account: accountSchema.nullable() })),
              usernames: z.array(z.object({ username: z.string(), account: accountSchema.nullable() })),
            }),
            '4xx': errorSchema,
          },
        },
      },
      async (request, reply) => {
        const { phones, usernames } = request.body;
        const limited = await takeLookups(request.device!.account, phones.length + usernames.length);
        if (limited) return sendError(reply, limited) as never;
        const [byPhone, byName] = [await accounts.lookup(phones), await accounts.lookupUsernames(usernames)];
        return {
          accounts: phones.map((phone, i) => ({ phone, account: byPhone[i] ?? null })),
          usernames: usernames.map((username, i) => ({ username, account: byName[i] ?? null })),
        };
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
        const account = request.params.account as AccountId;
        const lists = await accounts.deviceLists(account, request.query.from);
        const key = (await accounts.accountKeys([account])).get(account);
        if (lists.length === 0 && !key) return sendError(reply, wireError('unknown_account')) as never;
        const chain = wire.DeviceListChain.encode({
          lists: lists.map(list => wire.SignedDeviceList.decode(list)),
          ended: key !== undefined && key.hash === undefined,
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
