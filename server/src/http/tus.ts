// tus 1.0 on uploads that POST /v1/assets has made: HEAD says how far one is, PATCH goes on. Whose it is was checked before;
// the library knows the protocol's headers, conflicts and who has to let go of an upload, the assets room does the rest.
import { Readable } from 'node:stream';
import { type AccountId, type ErrorCode, type WireError, wireError } from '@parley/protocol';
import { DataStore, MemoryLocker, Server, Upload } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Assets } from '../assets/assets.ts';
import { sendError } from './errors.ts';
import { withBody } from './request-body.ts';

/** The library looks at the method and headers only. */
const ADDRESS = 'http://localhost/v1/uploads';

/** What a dead connection is given to end before another request writes its upload. */
const TAKEOVER_MS = 1_000;

export const TUS_TYPE = 'application/offset+octet-stream';

const byStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'asset_not_found',
  409: 'wrong_offset',
  413: 'too_large',
  415: 'unsupported_media_type',
  423: 'upload_busy',
};

export interface Tus {
  handle(account: AccountId, id: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
}

export function createTus(assets: Assets): Tus {
  const server = new Server({
    path: '/v1/uploads',
    datastore: storeOf(assets),
    locker: new MemoryLocker(),
    lockDrainTimeout: TAKEOVER_MS,
    allowedOrigins: [],
    getFileIdFromRequest: request => request.headers.get('x-upload') ?? undefined,
  });
  return {
    async handle(account, id, { method, headers, raw }, reply) {
      const asked = new Headers({ 'x-upload': `${account}.${id}` });
      for (const name of ['tus-resumable', 'upload-offset', 'content-type', 'content-length']) {
        const value = headers[name];
        if (typeof value === 'string') asked.set(name, value);
      }
      const ask = (body?: Readable) => {
        const sent = body ? { body: Readable.toWeb(body) as BodyInit, duplex: 'half' } : {};
        return server.handleWeb(new Request(ADDRESS, { method, headers: asked, ...sent } as RequestInit));
      };
      const answer = method === 'PATCH' ? await withBody(raw, ask) : await ask();
      if (answer.status >= 400) return sendError(reply, errorFrom(answer.status, await answer.text()));
      for (const [name, value] of answer.headers) if (/^(tus-|upload-)/.test(name)) reply.header(name, value);
      return reply.code(answer.status === 200 ? 200 : 204).send();
    },
  };
}

/** What the library keeps uploads in, by `account.id`. */
function storeOf(assets: Assets): DataStore {
  const parts = (key: string) => key.split('.') as [AccountId, string];
  return Object.assign(new DataStore(), {
    async getUpload(key: string) {
      const asset = found(await assets.own(...parts(key)));
      return new Upload({ id: key, size: asset.size, offset: asset.uploaded });
    },
    async write(stream: Readable, key: string, offset: number) {
      return found(await assets.write(...parts(key), offset, stream)).uploaded;
    },
  });
}

/** Errors go through the library as it knows them: a status and a body. */
function found<T extends object>(answer: T | WireError): T {
  if ('code' in answer) throw { status_code: 500, body: JSON.stringify(answer) };
  return answer;
}

function errorFrom(status: number, body: string): WireError {
  if (body.startsWith('{')) return JSON.parse(body) as WireError;
  const code = byStatus[status];
  return code ? wireError(code) : wireError('bad_request', `This is not tus 1.0: ${body.trim()}.`);
}
