// Where a device that is to be linked meets one of the account. Without a token: the new device has none. Whoever knows the
// link, which is random and short-lived, may write; what is written is encrypted for who shows it.
import { type Limits, wireError } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Accounts } from '../accounts/accounts.ts';
import { sendError } from './errors.ts';
import { errorSchema, OCTETS, PROTOBUF } from './schemas.ts';

interface LinkRouteDeps {
  accounts: Pick<Accounts, 'startLink' | 'putLinkMessage' | 'linkMessage'>;
  limits: Limits;
}

const messageParam = z.object({
  link: z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'must have 22 characters of base64url'),
  number: z.coerce.number().int().min(1).max(3),
});

export function linkRoutes({ accounts, limits }: LinkRouteDeps): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.post(
      '/v1/links',
      {
        schema: {
          tags: ['devices'],
          summary: 'Begin to link this new device to an account',
          response: { 201: z.object({ link: z.string(), expiresAt: z.number() }), '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const outcome = await accounts.startLink(request.ip);
        if (!outcome.ok) return sendError(reply, outcome.error) as never;
        return reply.code(201).send(outcome.value);
      },
    );

    app.put(
      '/v1/links/:link/:number',
      {
        bodyLimit: limits.maxLinkMessageBytes,
        schema: {
          tags: ['devices'],
          summary: 'Write a message of a link, once',
          consumes: [PROTOBUF],
          params: messageParam,
          response: { '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const body: unknown = request.body;
        if (!(body instanceof Uint8Array)) return sendError(reply, wireError('bad_request'));
        const { link, number } = request.params;
        const outcome = await accounts.putLinkMessage(link, number, body);
        return outcome.ok
          ? (reply.code(204).send(undefined as never) as never)
          : (sendError(reply, outcome.error) as never);
      },
    );

    app.get(
      '/v1/links/:link/:number',
      {
        schema: {
          tags: ['devices'],
          summary: 'Read a message of a link; 204 until it is there',
          params: messageParam,
          response: { '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const { link, number } = request.params;
        const outcome = await accounts.linkMessage(link, number);
        if (!outcome.ok) return sendError(reply, outcome.error);
        if (!outcome.value) return reply.code(204).send(undefined as never);
        return reply.type(OCTETS).send(Buffer.from(outcome.value) as never);
      },
    );
    done();
  };
}
