import { accountIdFrom, type DeviceAddress, type Limits, wire, wireError } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Keys } from '../keys/keys.ts';
import { sendError } from './errors.ts';
import { errorSchema, PROTOBUF } from './schemas.ts';

export function keyRoutes({ keys, limits }: { keys: Keys; limits: Limits }): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.get(
      '/v1/keys',
      {
        schema: {
          tags: ['keys'],
          summary: 'How many one-time prekeys are left, and which signed keys are published',
          response: {
            200: z.object({
              oneTimePreKeys: z.number(),
              signedPreKeyId: z.number().optional(),
              kyberPreKeyId: z.number().optional(),
            }),
            '4xx': errorSchema,
          },
        },
      },
      async request => keys.count(request.device!),
    );

    app.post(
      '/v1/keys',
      { schema: { tags: ['keys'], summary: 'Publish prekeys: a protobuf KeyUpload', consumes: [PROTOBUF] } },
      async (request, reply) => {
        const upload = decode(() => wire.KeyUpload.decode(bytesOf(request.body)) as wire.KeyUpload);
        if (!upload) return sendError(reply, wireError('bad_request', 'The body must be a protobuf KeyUpload.'));
        const error = await keys.upload(request.device!, upload);
        return error ? sendError(reply, error) : reply.code(204).send();
      },
    );

    app.post(
      '/v1/keys/claim',
      {
        schema: {
          tags: ['keys'],
          summary: 'Claim prekeys of devices: a protobuf KeyClaimRequest, answered with a KeyClaimResponse',
          consumes: [PROTOBUF],
        },
      },
      async (request, reply) => {
        const claims = decode(() => claimsFrom(bytesOf(request.body)));
        if (!claims) return sendError(reply, wireError('bad_request', 'The body must be a protobuf KeyClaimRequest.'));
        if (claims.length > limits.maxClaimsPerRequest) {
          return sendError(
            reply,
            wireError('bad_request', `A request claims keys of at most ${limits.maxClaimsPerRequest} devices.`),
          );
        }
        const bundles = await keys.claim(request.device!, claims);
        if ('code' in bundles) return sendError(reply, bundles);
        return reply.type(PROTOBUF).send(Buffer.from(wire.KeyClaimResponse.encode({ bundles }).finish()));
      },
    );
    done();
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (!(body instanceof Uint8Array)) throw new TypeError('no protobuf body');
  return body;
}

function decode<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function claimsFrom(bytes: Uint8Array): DeviceAddress[] {
  const { claims } = wire.KeyClaimRequest.decode(bytes);
  return claims.map(({ account, device }) => ({
    account: accountIdFrom(account ?? new Uint8Array()),
    device: device ?? 0,
  }));
}
