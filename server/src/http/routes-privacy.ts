// What a person sets about others: blocks, who sees what, reports.
import { type AccountId, type Limits, wireError } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Privacies } from '../accounts/privacy.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { sendError } from './errors.ts';
import { createRate } from './rate.ts';
import { accountParam, accountSchema, errorSchema } from './schemas.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const settings = z.object({
  presence: z.enum(['everyone', 'nobody']),
  readReceipts: z.boolean(),
  groups: z.enum(['everyone', 'contacts', 'nobody']),
});
const privacySchema = settings.extend({ version: z.number(), blocked: z.array(accountSchema) });
const answers = { 200: privacySchema, '4xx': errorSchema };
const tags = ['privacy'];

export function privacyRoutes({ privacies, rates, limits }: RouteDeps): FastifyPluginCallbackZod {
  const takeChange = createRate(rates, { name: 'privacy', points: limits.privacyChangesPerHour, windowMs: HOUR_MS });
  return (app, _, done) => {
    app.get(
      '/v1/privacy',
      { schema: { tags, summary: 'Whom this account has blocked, and what it shows of itself', response: answers } },
      async request => shown(await privacies.privacy(request.device!.account)),
    );
    app.patch(
      '/v1/privacy',
      { schema: { tags, summary: 'Change what this account shows', body: settings.partial(), response: answers } },
      async (request, reply) => {
        const { account } = request.device!;
        const limited = await takeChange(account);
        if (limited) return sendError(reply, limited) as never;
        const { presence, readReceipts, groups } = request.body;
        return shown(
          await privacies.setPrivacy(account, {
            ...(presence === undefined ? {} : { presence }),
            ...(readReceipts === undefined ? {} : { readReceipts }),
            ...(groups === undefined ? {} : { groups }),
          }),
        );
      },
    );
    app.put(
      '/v1/blocks/:account',
      { schema: { tags, summary: 'Block an account (D13)', params: accountParam, response: answers } },
      async (request, reply) => {
        const { account } = request.device!;
        const limited = await takeChange(account);
        if (limited) return sendError(reply, limited) as never;
        const done = await privacies.block(account, request.params.account as AccountId);
        return done.ok ? shown(done.value) : (sendError(reply, done.error) as never);
      },
    );
    app.delete(
      '/v1/blocks/:account',
      { schema: { tags, summary: 'Unblock an account', params: accountParam, response: answers } },
      async (request, reply) => {
        const { account } = request.device!;
        const limited = await takeChange(account);
        if (limited) return sendError(reply, limited) as never;
        return shown(await privacies.unblock(account, request.params.account as AccountId));
      },
    );
    done();
  };
}

interface RouteDeps {
  readonly privacies: Privacies;
  readonly rates: RateLimits;
  readonly limits: Limits;
}

const shown = ({ version, presence, readReceipts, groups, blocked }: Awaited<ReturnType<Privacies['privacy']>>) => ({
  version,
  presence,
  readReceipts,
  groups,
  blocked: [...blocked],
});

export function reportRoutes({ privacies, rates, limits }: RouteDeps): FastifyPluginCallbackZod {
  const takeReport = createRate(rates, { name: 'reports', points: limits.reportsPerDay, windowMs: DAY_MS });
  const message = z.object({ ts: z.number().int().min(0), text: z.string().max(limits.maxReportTextChars) });
  return (app, _, done) => {
    app.post(
      '/v1/reports',
      {
        schema: {
          tags,
          summary: 'Show messages of an account to the operator, as this device has them',
          body: z.object({
            account: accountParam.shape.account,
            messages: z.array(message).max(limits.maxReportMessages),
          }),
        },
      },
      async (request, reply) => {
        const { account } = request.device!;
        const limited = await takeReport(account);
        if (limited) return sendError(reply, limited);
        const { account: reported, messages } = request.body;
        if (reported === account) return sendError(reply, wireError('bad_request', 'Nobody can report himself.'));
        const done = await privacies.report(account, reported as AccountId, messages);
        return done.ok ? reply.code(204).send() : sendError(reply, done.error);
      },
    );
    done();
  };
}
