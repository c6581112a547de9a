// Encrypted files of a device: announcing, uploading, forwarding, and where to read them. Reading itself needs no token but the
// signed link: routes-blobs.ts.
import { type Limits, type WireError, wireError } from '@parley/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AssetInfo, Assets } from '../assets/assets.ts';
import type { RateLimits } from '../lib/rate-limits.ts';
import { sendError } from './errors.ts';
import { createRate } from './rate.ts';
import { withBody } from './request-body.ts';
import { assetParam, errorSchema, OCTETS, sha256Schema } from './schemas.ts';
import { createTus, TUS_TYPE } from './tus.ts';

const HOUR_MS = 3_600_000;

const assetSchema = z.object({
  asset: z.string().describe('128 random bits, hexadecimal: whoever knows it may ask for the file'),
  size: z.number(),
  uploaded: z.number().describe('bytes that are here'),
  ready: z.boolean().describe('nothing is left to be uploaded'),
  upload: z.string().describe('path for PUT (whole) or tus 1.0 (HEAD, PATCH)'),
  expiresAt: z.number(),
});

const answerOf = ({ id: asset, ...info }: AssetInfo) => ({ asset, ...info, upload: `/v1/uploads/${asset}` });

interface AssetRouteDeps {
  readonly assets: Assets;
  readonly rates: RateLimits;
  readonly limits: Limits;
}

export function assetRoutes({ assets, rates, limits }: AssetRouteDeps): FastifyPluginCallbackZod {
  const takeAsset = createRate(rates, { name: 'assets', points: limits.assetsPerHour, windowMs: HOUR_MS });

  /** A new asset, or why there is none. */
  async function make(request: FastifyRequest, reply: FastifyReply, run: () => Promise<AssetInfo | WireError>) {
    const limited = await takeAsset(request.device!.account);
    if (limited) return sendError(reply, limited);
    const made = await run();
    return 'code' in made ? sendError(reply, made) : reply.code(201).send(answerOf(made));
  }

  return (app, _, done) => {
    app.post(
      '/v1/assets',
      {
        schema: {
          tags: ['assets'],
          summary:
            'Announce an encrypted file; with one of the same content before, nothing or only the rest is uploaded',
          body: z.object({
            size: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).describe('bytes of ciphertext'),
            sha256: sha256Schema.describe('of the ciphertext, hexadecimal'),
          }),
          response: { 201: assetSchema, '4xx': errorSchema },
        },
      },
      (request, reply) => make(request, reply, () => assets.create(request.device!.account, request.body)) as never,
    );

    app.post(
      '/v1/assets/:asset/forward',
      {
        schema: {
          tags: ['assets'],
          summary: 'Another asset on the same content, without an upload',
          params: assetParam,
          response: { 201: assetSchema, '4xx': errorSchema },
        },
      },
      (request, reply) =>
        make(request, reply, () => assets.forward(request.device!.account, request.params.asset)) as never,
    );

    app.get(
      '/v1/assets/:asset',
      {
        schema: {
          tags: ['assets'],
          summary: 'Where to read a file for the next minutes',
          params: assetParam,
          querystring: z.object({
            direct: z.enum(['1']).optional().describe('not at the edge, when that could not be reached'),
          }),
          response: { 200: z.object({ url: z.string(), size: z.number(), expiresAt: z.number() }), '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const link = await assets.link(request.params.asset, { direct: request.query.direct === '1' });
        if ('code' in link) return sendError(reply, link) as never;
        const { sha256, expires, signature, size, edgeUrl } = link;
        const url = edgeUrl ?? `/v1/blobs/${sha256}?expires=${expires}&signature=${signature}`;
        return { url, size, expiresAt: expires };
      },
    );
    done();
  };
}

/** Bodies of these are streams, whatever their size. */
export function uploadRoutes({ assets, limits }: Omit<AssetRouteDeps, 'rates'>): FastifyPluginCallbackZod {
  const tus = createTus(assets);
  return (app, _, done) => {
    app.removeAllContentTypeParsers();
    for (const type of [OCTETS, TUS_TYPE])
      app.addContentTypeParser(type, (_request, body, parsed) => parsed(null, body));
    app.addHook('onRequest', async ({ raw }) => {
      raw.socket.setTimeout(limits.transferIdleMs);
    });

    app.put(
      '/v1/uploads/:asset',
      {
        schema: {
          tags: ['assets'],
          summary: 'Upload a whole encrypted file',
          consumes: [OCTETS],
          params: assetParam,
          response: { 200: assetSchema, '4xx': errorSchema },
        },
      },
      async (request, reply) => {
        const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
        if (request.headers['content-type'] !== OCTETS)
          return sendError(reply, wireError('unsupported_media_type')) as never;
        if (length > limits.maxWholeUploadBytes)
          return sendError(reply, wireError('too_large', TOO_LARGE_FOR_PUT)) as never;
        const { account } = request.device!;
        const written = await withBody(request.raw, body => assets.write(account, request.params.asset, 'whole', body));
        return 'code' in written ? (sendError(reply, written) as never) : answerOf(written);
      },
    );

    for (const method of ['head', 'patch'] as const) {
      app[method](
        '/v1/uploads/:asset',
        {
          schema: { tags: ['assets'], summary: summaries[method], params: assetParam },
          config: { swagger: { exposeHeadRoute: true } },
        },
        (request, reply) => tus.handle(request.device!.account, request.params.asset, request, reply),
      );
    }
    done();
  };
}

const TOO_LARGE_FOR_PUT = 'A file of this size, or one of unknown size, is uploaded in pieces, with tus.';
const summaries = { head: 'How far an upload is (tus 1.0)', patch: 'Go on with an upload (tus 1.0)' };
