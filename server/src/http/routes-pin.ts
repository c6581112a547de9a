// The registration PIN: set by a device of the account, given by who registers its number anew.
import type { Limits } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { sendError } from './errors.ts';
import { createRate } from './rate.ts';
import { errorSchema } from './schemas.ts';

const HOUR_MS = 3_600_000;
const pinSchema = z.string().max(1_000);

export function pinGivingRoutes({ accounts }: { accounts: Pick<Accounts, 'givePin'> }): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.post(
      '/v1/registrations/:registration/pin',
      {
        schema: {
          tags: ['registration'],
          summary: 'Give the PIN of the account, once its number is confirmed',
          params: z.object({ registration: z.string().max(64) }),
          body: z.object({ pin: pinSchema }),
          response: { '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const { registration } = request.params;
        const outcome = await accounts.givePin({ registration, pin: request.body.pin });
        if (!outcome.ok) return sendError(reply, outcome.error);
        return reply.code(204).send(undefined as never);
      },
    );
    done();
  };
}

interface PinRouteDeps {
  accounts: Pick<Accounts, 'setPin' | 'hasPin'>;
  rates: RateLimits;
  limits: Limits;
}

export function pinRoutes({ accounts, rates, limits }: PinRouteDeps): FastifyPluginCallbackZod {
  const takeChange = createRate(rates, { name: 'pin', points: limits.pinChangesPerHour, windowMs: HOUR_MS });
  return (app, _, done) => {
    app.get(
      '/v1/pin',
      {
        schema: {
          tags: ['devices'],
          summary: 'Whether this account has a registration PIN',
          response: { 200: z.object({ isSet: z.boolean() }), '4xx': errorSchema },
        },
      },
      async request => ({ isSet: await accounts.hasPin(request.device!.account) }),
    );

    app.put(
      '/v1/pin',
      {
        schema: {
          tags: ['devices'],
          summary: 'Set the registration PIN, or take it away',
          body: z.object({ pin: pinSchema.nullable() }),
          response: { '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const { account } = request.device!;
        const limited = await takeChange(account);
        if (limited) return sendError(reply, limited);
        const outcome = await accounts.setPin(account, request.body.pin ?? undefined);
        if (!outcome.ok) return sendError(reply, outcome.error);
        return reply.code(204).send(undefined as never);
      },
    );
    done();
  };
}
