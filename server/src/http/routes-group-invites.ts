// What somebody who holds a link of a group may do: look at the group, and ask to be let in.
import { wire, wireError } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Groups } from '../groups/groups.ts';
import { sendError } from './errors.ts';
import { groupInviteParam, PROTOBUF } from './schemas.ts';

export function groupInviteRoutes({ groups }: { groups: Groups }): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.get(
      '/v1/group-invites/:invite',
      {
        schema: {
          tags: ['groups'],
          summary: 'The group that a link leads to: a protobuf GroupPreview',
          params: groupInviteParam,
        },
      },
      async (request, reply) => {
        const preview = await groups.preview(request.params.invite);
        if (!preview.ok) return sendError(reply, preview.error);
        const body = Buffer.from(wire.GroupPreview.encode(preview.value).finish());
        return reply.type(PROTOBUF).send(body);
      },
    );

    app.post(
      '/v1/group-invites/:invite/requests',
      {
        schema: {
          tags: ['groups'],
          summary: 'Ask to be let in: a protobuf SignedGroupJoin',
          params: groupInviteParam,
          consumes: [PROTOBUF],
        },
      },
      async (request, reply) => {
        if (!(request.body instanceof Uint8Array)) {
          return sendError(reply, wireError('bad_request', 'The body must be a protobuf SignedGroupJoin.'));
        }
        const error = await groups.ask(request.device!, request.params.invite, request.body);
        return error ? sendError(reply, error) : reply.code(202).send();
      },
    );
    done();
  };
}
