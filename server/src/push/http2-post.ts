// POST over HTTP/2 to one host of our own choice: one connection, made when it is needed and again when it is gone.
import { type ClientHttp2Session, connect, constants } from 'node:http2';
import type { PostAnswer } from './guarded-post.ts';

export interface Http2Post {
  /** @throws {Error} no answer was to be had */
  post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<PostAnswer>;
  close(): void;
}

const MAX_ANSWER_BYTES = 4_096;
const IDLE_MS = 10 * 60_000;

export function createHttp2Post({ origin, timeoutMs }: { origin: string; timeoutMs: number }): Http2Post {
  let session: ClientHttp2Session | undefined;

  function current(): ClientHttp2Session {
    if (session && !session.closed && !session.destroyed) return session;
    const opened = connect(origin);
    session = opened;
    const drop = (): void => {
      if (session === opened) session = undefined;
    };
    opened.on('error', drop).on('close', drop).on('goaway', drop);
    opened.setTimeout(IDLE_MS, () => opened.close());
    opened.unref();
    return opened;
  }

  return {
    post(path, headers, body) {
      return new Promise((resolve, reject) => {
        const stream = current().request({ ':method': 'POST', ':path': path, ...headers });
        let [status, retryAfter, text] = [0, undefined as string | undefined, ''];
        const timer = setTimeout(() => {
          stream.close(constants.NGHTTP2_CANCEL);
          reject(new Error(`no answer within ${timeoutMs} ms`));
          session?.close(); // it may be the connection that is dead
          session = undefined;
        }, timeoutMs);
        stream.setEncoding('utf8');
        stream.on('response', answer => {
          status = answer[':status'] ?? 0;
          retryAfter = answer['retry-after'];
        });
        stream.on('data', (chunk: string) => {
          if (text.length < MAX_ANSWER_BYTES) text += chunk;
        });
        stream.on('error', reject);
        stream.on('close', () => {
          clearTimeout(timer);
          if (status === 0) reject(new Error('the connection ended without an answer'));
          else resolve({ status, retryAfter, body: text.slice(0, MAX_ANSWER_BYTES) });
        });
        stream.end(body);
      });
    },
    close() {
      session?.destroy();
    },
  };
}
