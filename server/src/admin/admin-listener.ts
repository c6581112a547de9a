// The operator's way in: a port of this machine alone that changes with each start, and a token that does too. Both stand in a
// file that only the server's user can read. Nothing of it is behind a proxy, for no proxy knows the port.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccountId } from '@parley/protocol';
import { isSameSecret } from '../lib/same-secret.ts';
import type { Admin } from './admin.ts';

export interface AdminPlace {
  readonly url: string;
  readonly token: string;
}

interface ListenerOptions {
  readonly admin: Admin;
  /** Where `AdminPlace` is written to. */
  readonly path: string;
  readonly onError: (error: unknown) => void;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const TOKEN_BYTES = 32;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;

/** Answers what closes it. */
export async function listenForAdmin({ admin, path, onError }: ListenerOptions): Promise<() => Promise<void>> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const server = createServer((request, response) => {
    request.resume();
    answer(admin, token, request)
      .catch((error): Answer => {
        onError(error);
        return { status: 500, body: { error: 'The server could not do it; its log says why.' } };
      })
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
        response.end(JSON.stringify(body));
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const place: AdminPlace = { url: `http://127.0.0.1:${port}`, token };
  rmSync(path, { force: true }); // a file that is there would keep its own mode
  writeFileSync(path, JSON.stringify(place), { mode: 0o600, flag: 'wx' });
  return async () => {
    rmSync(path, { force: true });
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  };
}

const NOBODY: Answer = { status: 404, body: { error: 'There is no such account.' } };

const queues = (body: unknown): Answer =>
  body === undefined
    ? { status: 501, body: { error: 'The inboxes are in the mailbox: its metrics tell how much waits.' } }
    : { status: 200, body };

async function answer(admin: Admin, token: string, { method, url = '/', headers }: IncomingMessage): Promise<Answer> {
  const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  if (!isSameSecret(given, token)) return { status: 401, body: { error: 'The token is not the one of this start.' } };
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [what, who, part, ...rest] = pathname.split('/').slice(1).map(decodeURIComponent);
  const limit = Math.min(Number(searchParams.get('limit')) || DEFAULT_LIMIT, MAX_LIMIT);
  const found = (body: unknown): Answer => (body === undefined ? NOBODY : { status: 200, body });
  const route = `${method} ${what}${who === undefined ? '' : '/who'}${part === undefined ? '' : `/${part}`}`;
  if (rest.length > 0) return { status: 404, body: { error: 'There is nothing here.' } };
  switch (route) {
    case 'GET accounts':
      return found(await admin.accounts((searchParams.get('after') ?? '') as AccountId | '', limit));
    case 'GET accounts/who':
      return found(await admin.account(who!));
    case 'DELETE accounts/who':
      return found(await admin.delete(who!));
    case 'DELETE accounts/who/sessions':
      return found(await admin.endSessions(who!));
    case 'GET reports':
      return found(await admin.reports(limit));
    case 'DELETE reports/who':
      return found(await admin.removeReport(who!));
    case 'GET queues':
      return queues(await admin.queues(searchParams.get('by') === 'age' ? 'age' : 'count', limit));
    default:
      return { status: 404, body: { error: 'There is nothing here.' } };
  }
}
