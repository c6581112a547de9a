// Where a device wants to be told that something waits for it while it is not connected.
import type { Limits } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Push } from '../push/push.ts';
import { sendError } from './errors.ts';
import { errorSchema } from './schemas.ts';

const kind = z.enum(['webpush', 'unifiedpush', 'fcm', 'apns']);

const infoSchema = z.object({
  kinds: z.array(kind).readonly().describe('what this server can push with'),
  vapidKey: z.string().optional().describe('public key for Web Push subscriptions, base64url'),
  subscription: z.object({ kind, place: z.string(), createdAt: z.number() }).optional(),
});

const testSchema = z.object({
  outcome: z.enum(['sent', 'gone', 'later', 'refused']),
  why: z.string().optional(),
  test: z.string().describe('what the push carries'),
  tookMs: z.number().describe('until the push service had answered'),
});

const errors = { '4xx': errorSchema };

export function pushRoutes({ push, limits }: { push: Push; limits: Limits }): FastifyPluginCallbackZod {
  const endpoint = z.string().min(1).max(limits.maxPushTargetBytes);
  const key = z.string().regex(/^[\w-]{1,100}$/, 'must be base64url');
  const token = z.string().min(1).max(limits.maxPushTargetBytes);
  const target = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('webpush'), endpoint, p256dh: key, auth: key }),
    z.object({ kind: z.literal('unifiedpush'), endpoint }),
    z.object({ kind: z.literal('fcm'), token }),
    z.object({ kind: z.literal('apns'), token }),
  ]);

  return (app, _, done) => {
    app.get(
      '/v1/push',
      {
        schema: {
          tags: ['push'],
          summary: 'What can be subscribed to, and what this device has subscribed to',
          response: { 200: infoSchema, ...errors },
        },
      },
      async request => push.info(request.device!),
    );

    app.put(
      '/v1/push',
      { schema: { tags: ['push'], summary: 'Where this device is pushed to from now on', body: target } },
      async (request, reply) => {
        const problem = await push.subscribe(request.device!, request.body);
        return problem ? sendError(reply, problem) : reply.code(204).send();
      },
    );

    app.delete(
      '/v1/push',
      { schema: { tags: ['push'], summary: 'No more pushes to this device' } },
      async (request, reply) => {
        await push.unsubscribe(request.device!);
        return reply.code(204).send();
      },
    );

    app.post(
      '/v1/push/test',
      {
        schema: {
          tags: ['push'],
          summary: 'Push to this device now, and say how it went',
          response: { 200: testSchema, ...errors },
        },
      },
      async (request, reply) => {
        const tested = await push.test(request.device!);
        return 'code' in tested ? sendError(reply, tested) : tested;
      },
    );
    done();
  };
}
