// The device's own inbox over HTTP: what it asks for is always its own, never named in the request.
import {
  type AccountId,
  type Limits,
  type MessageId,
  parseAccountId,
  parseMessageId,
  toBase64,
  wire,
  wireError,
} from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { InboxFilter } from '../messages/message-store.ts';
import type { Messages } from '../messages/messages.ts';
import { sendError } from './errors.ts';
import { errorSchema, PROTOBUF } from './schemas.ts';

const statSchema = z.object({
  inboxEpoch: z.number(),
  cursor: z.number(),
  lastSeq: z.number(),
  rows: z.number(),
  bytes: z.number(),
});

const sequence = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export function messageRoutes({ messages, limits }: { messages: Messages; limits: Limits }): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.get(
      '/v1/messages',
      {
        schema: {
          tags: ['messages'],
          summary: 'What waits in the inbox, as protobuf MessagePage, or JSON where that is accepted',
          querystring: z.object({
            after: sequence.default(0).describe('sequence number'),
            limit: z.coerce.number().int().min(1).max(limits.maxPageRows).default(100),
            sender: z
              .string()
              .refine(text => parseAccountId(text) !== undefined, 'must be an account id')
              .optional(),
            id: z
              .string()
              .refine(text => parseMessageId(text) !== undefined, 'must be a message id')
              .optional(),
            since: sequence.optional().describe('server time, milliseconds'),
          }),
          response: { '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const { after, limit, sender, id, since } = request.query;
        const device = request.device!;
        const filter: InboxFilter = {
          ...(sender ? { sender: sender as AccountId } : {}),
          ...(id ? { id: id as MessageId } : {}),
          ...(since === undefined ? {} : { since }),
        };
        const stat = await messages.stat(device);
        if (!stat) return sendError(reply, wireError('forbidden')) as never;
        const rows = await messages.find(device, filter, after, limit);
        const more = rows.length > 0 && (await messages.find(device, filter, rows.at(-1)!.seq, 1)).length > 0;
        const { inboxEpoch } = stat;
        if (request.headers.accept?.includes('application/json')) {
          return {
            inboxEpoch,
            more,
            messages: rows.map(({ seq, envelope }) => ({ seq, envelope: toBase64(envelope) })),
          } as never;
        }
        return reply
          .type(PROTOBUF)
          .send(Buffer.from(wire.MessagePage.encode({ inboxEpoch, more, messages: rows }).finish()) as never);
      },
    );

    app.get(
      '/v1/messages/count',
      {
        schema: {
          tags: ['messages'],
          summary: 'How much waits in the inbox',
          response: { 200: statSchema, '4xx': errorSchema },
        },
      },
      async (request, reply) =>
        (await messages.stat(request.device!)) ?? (sendError(reply, wireError('forbidden')) as never),
    );

    app.post(
      '/v1/messages/ack',
      {
        schema: {
          tags: ['messages'],
          summary: 'Everything up to this sequence number is stored on the device',
          body: z.object({ inboxEpoch: z.number().int(), seq: z.number().int().min(0) }),
        },
      },
      async (request, reply) => {
        await messages.ack(request.device!, request.body);
        return reply.code(204).send();
      },
    );

    app.delete(
      '/v1/messages',
      {
        schema: {
          tags: ['messages'],
          summary: 'Empty the inbox; it gets a new inbox epoch',
          response: { 200: z.object({ removed: z.number() }), '4xx': errorSchema },
        },
      },
      async request => ({ removed: await messages.purge(request.device!) }),
    );
    done();
  };
}
