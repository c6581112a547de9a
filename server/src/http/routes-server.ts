import { type Limits, wireError } from '@parley/protocol';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isLocalRequest } from '../lib/local-request.ts';
import { isSameSecret } from '../lib/same-secret.ts';
import { sendError } from './errors.ts';

export interface ServerRouteDeps {
  version: string;
  registration: string;
  /** Number of the account that answers newcomers; undefined: there is none. */
  echo: string | undefined;
  limits: Limits;
  /** What keeps the server from serving; undefined: nothing. */
  notReady: () => string | undefined;
  metrics: () => Promise<string>;
  metricsToken: string;
}

export function serverRoutes({
  version,
  registration,
  echo,
  limits,
  notReady,
  metrics,
  metricsToken,
}: ServerRouteDeps): FastifyPluginCallbackZod {
  return (app, _, done) => {
    app.get(
      '/v1/server',
      { schema: { tags: ['server'], summary: 'Version, limits, time and who may register' } },
      async () => ({
        name: 'parley',
        version,
        registration,
        ...(echo === undefined ? {} : { echo }),
        time: Date.now(),
        limits,
      }),
    );

    app.get(
      '/healthz',
      {
        schema: { tags: ['server'], summary: 'The process lives', response: { 200: z.object({ status: z.string() }) } },
      },
      async () => ({ status: 'ok' }),
    );

    app.get('/readyz', { schema: { tags: ['server'], summary: 'The server takes work' } }, async (_request, reply) => {
      const reason = notReady();
      return reason === undefined
        ? { status: 'ready' }
        : sendError(reply, wireError('unavailable', `Not ready: ${reason}.`));
    });

    app.get('/metrics', { schema: { tags: ['server'], summary: 'Prometheus metrics' } }, async (request, reply) => {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const allowed = metricsToken
        ? isSameSecret(token, metricsToken)
        : isLocalRequest({ remoteAddress: request.raw.socket.remoteAddress, headers: request.headers });
      if (!allowed)
        return sendError(
          reply,
          wireError('forbidden', 'Metrics are for the operator: set --metrics-token, or ask from the machine itself.'),
        );
      return reply.type('text/plain; version=0.0.4').send(await metrics());
    });
    done();
  };
}
