// Profiles as devices have encrypted them: put by the account's own, fetched by those who hold the key.
import type { AccountId, Limits } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { sendError } from './errors.ts';
import { createRate } from './rate.ts';
import { accountParam, base64Schema, errorSchema, sha256Schema } from './schemas.ts';

const HOUR_MS = 3_600_000;
/** What a column of any database holds. */
const MAX_VERSION = 2 ** 31 - 1;

const tags = ['profiles'];
const version = z.number().int().min(1).max(MAX_VERSION);

interface RouteDeps {
  readonly accounts: Accounts;
  readonly rates: RateLimits;
  readonly limits: Limits;
}

export function profileRoutes({ accounts, rates, limits }: RouteDeps): FastifyPluginCallbackZod {
  const takeChange = createRate(rates, {
    name: 'profile-changes',
    points: limits.profileChangesPerHour,
    windowMs: HOUR_MS,
  });
  const takeRead = createRate(rates, { name: 'profile-reads', points: limits.profileReadsPerHour, windowMs: HOUR_MS });
  const profile = base64Schema.max(4 * Math.ceil(limits.maxProfileBytes / 3));
  return (app, _, done) => {
    app.put(
      '/v1/profile',
      {
        schema: {
          tags,
          summary: 'Keep the profile of this account, encrypted',
          body: z.object({ version, profile, addKeyHash: sha256Schema.optional() }),
        },
      },
      async (request, reply) => {
        const { account } = request.device!;
        const limited = await takeChange(account);
        if (limited) return sendError(reply, limited);
        const { version, profile, addKeyHash } = request.body;
        const body = Buffer.from(profile, 'base64');
        const done = await accounts.putProfile(account, { version, body, ...(addKeyHash ? { addKeyHash } : {}) });
        return done.ok ? reply.code(204).send() : sendError(reply, done.error);
      },
    );
    app.get(
      '/v1/profile/:account',
      {
        schema: {
          tags,
          summary: 'The encrypted profile of an account',
          params: accountParam,
          response: { 200: z.object({ version: z.number(), profile: z.string() }), '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const { account: reader } = request.device!;
        const limited = await takeRead(reader);
        if (limited) return sendError(reply, limited) as never;
        const found = await accounts.profile(request.params.account as AccountId, reader);
        if (!found.ok) return sendError(reply, found.error) as never;
        const { version, body } = found.value;
        return { version, profile: Buffer.from(body).toString('base64') };
      },
    );
    done();
  };
}
