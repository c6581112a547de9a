// The OpenAPI document and a page to read it. Both are made when somebody first looks.
import type { FastifyInstance } from 'fastify';
import type { jsonSchemaTransform } from 'fastify-type-provider-zod';

export async function registerDocs(
  app: FastifyInstance,
  version: string,
  transform: typeof jsonSchemaTransform,
): Promise<void> {
  const { default: swagger } = await import('@fastify/swagger');
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Parley',
        version,
        description: 'What is not live. Live messages: the WebSocket at /v1/socket, docs/protocol.md.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform,
  });
  const { default: swaggerUi } = await import('@fastify/swagger-ui');
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
}
