// Groups of a device's account: events, the roster, links and requests to be let in. Messages to groups go over the gateway.
import { type AccountId, type GroupId, wire, wireError } from '@parley/protocol';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Groups } from '../groups/groups.ts';
import { sendError } from './errors.ts';
import { accountParam, errorSchema, groupParam, PROTOBUF } from './schemas.ts';

const NO_BODY = wireError('bad_request', 'The body must be protobuf.');

const sendProtobuf = (reply: FastifyReply, status: number, bytes: Uint8Array): FastifyReply =>
  reply.code(status).type(PROTOBUF).send(Buffer.from(bytes));

export function groupRoutes({ groups }: { groups: Groups }): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.get(
      '/v1/groups',
      {
        schema: {
          tags: ['groups'],
          summary: 'The groups that the account is a member of',
          response: {
            200: z.object({
              groups: z.array(z.object({ group: z.string(), version: z.number(), roster: z.number() })),
            }),
            '4xx': errorSchema,
          },
        },
      },
      async request => {
        const own = await groups.own(request.device!.account);
        return { groups: own.map(({ group, version, roster }) => ({ group, version, roster })) };
      },
    );

    app.post(
      '/v1/groups/:group/events',
      {
        schema: {
          tags: ['groups'],
          summary: 'Change a group: a protobuf GroupSubmission, answered with its GroupRosterEntry',
          params: groupParam,
          consumes: [PROTOBUF],
        },
      },
      async (request, reply) => {
        if (!(request.body instanceof Uint8Array)) return sendError(reply, NO_BODY);
        const entry = await groups.submit(request.device!, request.params.group as GroupId, request.body);
        if (!entry.ok) return sendError(reply, entry.error);
        return sendProtobuf(reply, 201, wire.GroupRosterEntry.encode(entry.value).finish());
      },
    );

    app.get(
      '/v1/groups/:group/roster',
      {
        schema: {
          tags: ['groups'],
          summary: 'Roster entries after a number: a protobuf GroupRosterPage',
          params: groupParam,
          querystring: z.object({ after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0) }),
        },
      },
      async (request, reply) => {
        const { account } = request.device!;
        const page = await groups.roster(account, request.params.group as GroupId, request.query.after);
        if (!page.ok) return sendError(reply, page.error);
        return sendProtobuf(reply, 200, wire.GroupRosterPage.encode(page.value).finish());
      },
    );

    app.get(
      '/v1/groups/:group/requests',
      {
        schema: { tags: ['groups'], summary: 'Who asks to be let in: a protobuf GroupRequests', params: groupParam },
      },
      async (request, reply) => {
        const found = await groups.requests(request.device!.account, request.params.group as GroupId);
        if (!found.ok) return sendError(reply, found.error);
        return sendProtobuf(reply, 200, wire.GroupRequests.encode({ requests: [...found.value] }).finish());
      },
    );

    app.delete(
      '/v1/groups/:group/requests/:account',
      {
        schema: {
          tags: ['groups'],
          summary: 'Take a request to be let in away',
          params: groupParam.extend(accountParam.shape),
        },
      },
      async (request, reply) => {
        const { group, account } = request.params;
        const error = await groups.removeRequest(request.device!.account, group as GroupId, account as AccountId);
        return error ? sendError(reply, error) : reply.code(204).send();
      },
    );
    done();
  };
}
