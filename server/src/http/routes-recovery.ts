// What a recovery code opens: kept by a device of the account, read by who registers its number anew and has confirmed the code.
import { fromBase64, type Limits, toBase64, wire } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { sendError } from './errors.ts';
import { createRate } from './rate.ts';
import { base64Schema, errorSchema } from './schemas.ts';

const HOUR_MS = 3_600_000;

export function recoveryReadRoutes({
  accounts,
}: {
  accounts: Pick<Accounts, 'recoveryFor'>;
}): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.get(
      '/v1/registrations/:registration/recovery',
      {
        schema: {
          tags: ['registration'],
          summary: 'What the recovery code of this account opens, once its number is confirmed',
          params: z.object({ registration: z.string().max(64) }),
          response: {
            200: z.object({
              backup: z.string().describe('a RecoveryBackup, encrypted, base64'),
              deviceLists: z.string().describe('a DeviceListChain from version 1 on, base64'),
            }),
            '4xx': errorSchema,
          },
        },
      },
      async (request, reply) => {
        const outcome = await accounts.recoveryFor(request.params.registration);
        if (!outcome.ok) return sendError(reply, outcome.error) as never;
        const lists = outcome.value.deviceLists.map(list => wire.SignedDeviceList.decode(list));
        const chain = wire.DeviceListChain.encode({ lists }).finish();
        return { backup: toBase64(outcome.value.backup), deviceLists: toBase64(chain) };
      },
    );
    done();
  };
}

interface RecoveryRouteDeps {
  accounts: Pick<Accounts, 'setRecovery' | 'recovery'>;
  rates: RateLimits;
  limits: Limits;
}

export function recoveryRoutes({ accounts, rates, limits }: RecoveryRouteDeps): FastifyPluginCallbackZod {
  const takeChange = createRate(rates, { name: 'recovery', points: limits.recoveryChangesPerHour, windowMs: HOUR_MS });
  const versionSchema = z.number().describe('counts the codes there were; 0: none');
  return (app, _, done) => {
    app.get(
      '/v1/recovery',
      {
        schema: {
          tags: ['devices'],
          summary: 'Whether this account has a recovery code',
          response: { 200: z.object({ version: versionSchema, createdAt: z.number().optional() }), '4xx': errorSchema },
        },
      },
      async request => (await accounts.recovery(request.device!.account)) ?? { version: 0 },
    );

    app.put(
      '/v1/recovery',
      {
        schema: {
          tags: ['devices'],
          summary: 'Keep what a new recovery code opens; the code before opens nothing any more',
          body: z.object({
            backup: base64Schema.describe('a RecoveryBackup, encrypted'),
            signature: base64Schema.describe('by the account key'),
          }),
          response: { 200: z.object({ version: versionSchema }), '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const { account } = request.device!;
        const limited = await takeChange(account);
        if (limited) return sendError(reply, limited) as never;
        const { backup, signature } = request.body;
        const outcome = await accounts.setRecovery(account, fromBase64(backup), fromBase64(signature));
        return outcome.ok ? outcome.value : (sendError(reply, outcome.error) as never);
      },
    );
    done();
  };
}
