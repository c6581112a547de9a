// Who asks. Routes of a device take their address from here and never from the request.
import { type DeviceAddress, wireError } from '@parley/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Accounts } from '../accounts/accounts.ts';
import { sendError } from './errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    device: DeviceAddress | undefined;
  }
}

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/;

export function createAuth({ authenticate }: Pick<Accounts, 'authenticate'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    request.device = token ? await authenticate(Buffer.from(token, 'base64url')) : undefined;
    return request.device ? undefined : sendError(reply, wireError('unauthorized'));
  };
}
