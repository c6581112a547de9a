// A service over HTTP/2 that keeps what was posted to it.
import { createServer, type IncomingHttpHeaders, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { PushAnswer, Scope } from './received.ts';

export interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Ends with the test. Undefined instead of an answer: it never comes. */
export async function startHttp2Service(t: Scope, answer: (posted: Posted) => PushAnswer | undefined) {
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on('session', session => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', async (stream, headers) => {
    stream.on('error', () => {});
    const body = await text(stream);
    const answered = answer({ path: headers[':path'] ?? '', headers, body });
    if (!answered || stream.destroyed) return;
    stream.respond({ ':status': answered.status, ...answered.headers });
    stream.end(answered.body ?? '');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const session of sessions) session.destroy();
  };
  t.after(() => {
    cut();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cut, connections: () => sessions.size };
}
