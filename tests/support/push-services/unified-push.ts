// A push service of one's own (UnifiedPush): whoever knows an address may post to it.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createReceived, type Received, type Scope } from './received.ts';

export interface UnifiedPush {
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** Ends with the test. */
export async function startUnifiedPushService(t: Scope): Promise<Received<UnifiedPush> & { readonly url: string }> {
  const { take, received } = createReceived<UnifiedPush>({ status: 200 });
  const server = createServer(async (request, response) => {
    const push = { path: request.url ?? '', body: await text(request), headers: request.headers };
    const { status, headers = {}, body = '' } = take(push);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { ...received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
