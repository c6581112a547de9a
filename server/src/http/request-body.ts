import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';

/**
 * Runs with the body as a stream that may be left half-way: what is then still coming is thrown away, so that the answer
 * reaches a client that goes on sending, and the connection is good for the next request.
 */
export async function withBody<T>(raw: IncomingMessage, run: (body: PassThrough) => Promise<T>): Promise<T> {
  const body = new PassThrough();
  body.on('error', () => {}); // whoever reads it hears of it
  raw.once('error', error => body.destroy(error));
  try {
    return await run(raw.pipe(body));
  } finally {
    raw.unpipe(body);
    raw.resume();
    body.destroy();
  }
}
