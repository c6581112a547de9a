// Ciphertext for whoever holds a signed link: what an edge in front may fetch and keep by the content's hash.
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { type Limits, type WireError, wireError } from '@parley/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AssetContent, Assets } from '../assets/assets.ts';
import { sendError } from './errors.ts';
import { rangeOf } from './ranges.ts';
import { errorSchema, OCTETS, sha256Schema } from './schemas.ts';

export function blobRoutes({ assets, limits }: { assets: Assets; limits: Limits }): FastifyPluginCallbackZod {
  return (app, _, done) => {
    const params = z.object({ sha256: sha256Schema });
    app.get(
      '/v1/blobs/:sha256',
      {
        schema: {
          tags: ['assets'],
          summary: 'The ciphertext behind a link of GET /v1/assets/{asset}; ranges',
          params,
          querystring: z.object({
            expires: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
            signature: z.string().max(64),
          }),
          response: { '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const content = await assets.open({ ...request.params, ...request.query });
        return send(content, request, reply, limits) as never;
      },
    );

    app.get(
      '/v1/edge/:sha256',
      { schema: { hide: true, params } }, // not for clients
      async (request, reply) => {
        const { sha256 } = request.params;
        const content = await assets.openForEdge(sha256, String(request.headers['x-parley-edge'] ?? ''));
        const etag = `"${sha256}"`;
        if (!('code' in content) && request.headers['if-none-match'] === etag) return reply.code(304).send();
        return send(content, request, reply.header('etag', etag), limits) as never;
      },
    );
    done();
  };
}

async function send(
  content: AssetContent | WireError,
  request: FastifyRequest,
  reply: FastifyReply,
  { transferIdleMs }: Limits,
): Promise<FastifyReply> {
  if ('code' in content) return sendError(reply, content);
  const { size } = content;
  const range = rangeOf(request.headers.range, size);
  if (range === null) return sendError(reply.header('content-range', `bytes */${size}`), wireError('bad_range'));
  const { start, end } = range ?? { start: 0, end: size };
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${size}`);
  reply.headers({ ...headers, 'content-length': end - start }).type(OCTETS);
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  endWhenIdle(reply.raw, transferIdleMs);
  return reply.send(Readable.from(content.read(start, end), { objectMode: false }));
}

/** It is nothing that a browser could show, and must not become so; a link is a person's own, so no shared cache. */
const headers = {
  'accept-ranges': 'bytes',
  'content-disposition': 'attachment',
  'cache-control': 'private, max-age=600, immutable',
  'content-security-policy': "default-src 'none'; sandbox",
};

function endWhenIdle(response: ServerResponse, idleMs: number): void {
  response.socket?.setTimeout(idleMs);
}
