// Every failure of a request leaves as a row of the error table.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ErrorCode, errorTable, type WireError, wireError } from '@parley/protocol';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { UnavailableError } from '../lib/unavailable.ts';

export function sendError(reply: FastifyReply, error: WireError): FastifyReply {
  if (error.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(error.retryAfterMs / 1_000));
  return reply.code(errorTable[error.code].status).type('application/json').send(JSON.stringify(error));
}

/** For what never became a request that routes or hooks see. */
export function endWithError(socket: Duplex, error: WireError): void {
  if (!socket.writable) return void socket.destroy();
  const { status } = errorTable[error.code];
  const body = JSON.stringify(error);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json`;
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

const byStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media_type',
};

/** Of what the framework or the platform refused. */
export function codeOf({ code, statusCode = 400 }: { code?: string; statusCode?: number }): ErrorCode {
  return code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : (byStatus[statusCode] ?? 'bad_request');
}

/** `allowedAt`: the methods of the routes at a path. */
export function registerErrors(app: FastifyInstance, allowedAt: (path: string) => readonly string[]): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const [first] = error.validation;
      const where = `${error.validationContext ?? 'request'}${first?.instancePath ?? ''}`;
      return sendError(
        reply,
        wireError(
          'bad_request',
          `The request is not what this route takes: ${where}: ${first?.message ?? 'not valid'}.`,
        ),
      );
    }
    if (error instanceof UnavailableError) {
      request.log.warn(
        { error: error.message, request: request.id },
        'a request has to wait for another part of the server',
      );
      return sendError(reply, wireError('unavailable'));
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return sendError(reply, wireError(codeOf(error)));
    request.log.error({ error, request: request.id }, 'a request failed');
    return sendError(reply, wireError('internal', `${errorTable.internal.message} Request id: ${request.id}.`));
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = allowedAt(request.url);
    // A route that takes the method has looked, and found nothing.
    if (allowed.length === 0 || allowed.includes(request.method)) return sendError(reply, wireError('not_found'));
    return sendError(reply.header('allow', allowed.join(', ')), wireError('method_not_allowed'));
  });
}
