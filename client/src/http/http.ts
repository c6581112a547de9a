// Requests to the server for what is not live: registration, device lists, keys. Errors come out as ParleyError. Retries
// are for those who ask to decide.
import { fromBase64, isErrorCode, parseAccountId, toBase64 } from '@parley/protocol';
import { ParleyError } from '../errors.ts';

export interface Http {
  /** JSON in, JSON out. */
  json<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T>;
  /** Protobuf in, protobuf out. */
  bytes(method: string, path: string, body?: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>;
  /**
   * The answer as it comes, its body not read yet. Without a time unless one is named; `anonymous`: without the token. The path
   * may be a whole address elsewhere then: https, or http where the server's own is.
   */
  raw(method: string, path: string, init: RawInit, signal?: AbortSignal): Promise<Response>;
}

export interface RawInit {
  readonly headers: Record<string, string>;
  readonly body?: BodyInit;
  readonly timeoutMs?: number;
  readonly anonymous?: boolean;
}

export interface HttpOptions {
  readonly server: string;
  /** The device's access token, as it is written in the header. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
  /** Ends every request. */
  readonly closing?: AbortSignal;
}

type Sending = { -readonly [K in keyof RawInit]: RawInit[K] };

/** An answer that takes longer will not come. */
const timeoutMs = 20_000;
const protobuf = 'application/x-protobuf';

export function createHttp({ server, token, fetch: send = fetch, closing }: HttpOptions): Http {
  async function request(
    method: string,
    path: string,
    { timeoutMs, anonymous, ...init }: Sending,
    signal: AbortSignal | undefined,
  ) {
    const headers = {
      ...init.headers,
      ...(token && !anonymous ? { authorization: `Bearer ${token}` } : {}),
    };
    const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
    const url = path.startsWith('/') ? `${server}${path}` : elsewhere(path);
    if (!url || (url === path && !anonymous)) throw new ParleyError('bad_answer');
    let response: Response;
    try {
      response = await send(url, {
        ...init,
        method,
        headers,
        signal: AbortSignal.any([timeout, signal, closing].filter(each => each !== undefined)),
      });
    } catch (cause) {
      signal?.throwIfAborted();
      if (closing?.aborted) throw new ParleyError('closed', { cause });
      throw new ParleyError('unreachable', { message: `The server at ${server} cannot be reached.`, cause });
    }
    if (!response.ok) throw await errorOf(response);
    return response;
  }

  const elsewhere = (address: string): string | undefined =>
    address.startsWith('https://') || (address.startsWith('http://') && server.startsWith('http://'))
      ? address
      : undefined;

  return {
    raw: request,
    async json(method, path, body, signal) {
      const init: Sending = { headers: { accept: 'application/json' }, timeoutMs };
      if (body !== undefined) {
        init.headers = { ...init.headers, 'content-type': 'application/json' };
        init.body = JSON.stringify(body);
      }
      const response = await request(method, path, init, signal);
      return (response.status === 204 ? undefined : await readBody(response, () => response.json())) as never;
    },
    async bytes(method, path, body, signal) {
      const init: Sending = { headers: { accept: protobuf }, timeoutMs };
      if (body !== undefined) {
        init.headers = { ...init.headers, 'content-type': protobuf };
        init.body = body as Uint8Array<ArrayBuffer>;
      }
      const response = await request(method, path, init, signal);
      return new Uint8Array(await readBody(response, () => response.arrayBuffer()));
    },
  };
}

/** The address that a person wrote, without a slash at its end; https when no scheme is named. Throws `bad_server`. */
export function serverUrl(text: string): string {
  const url = URL.parse(/^https?:\/\//.test(text) ? text : `https://${text}`);
  if (!url?.hostname) throw new ParleyError('bad_server');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

async function readBody<T>(response: Response, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new ParleyError('bad_answer', { message: `The answer of ${response.url} cannot be read.`, cause });
  }
}

async function errorOf(response: Response): Promise<ParleyError> {
  const body: unknown = await response.json().catch(() => undefined);
  const { code, message, temporary, retryAfterMs, accounts } = (body ?? {}) as Record<string, unknown>;
  if (typeof code === 'string' && isErrorCode(code)) {
    return new ParleyError(code, {
      ...(typeof message === 'string' ? { message } : {}),
      ...(typeof temporary === 'boolean' ? { temporary } : {}),
      ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}),
      ...(Array.isArray(accounts) ? { accounts: accounts.flatMap(each => parseAccountId(String(each)) ?? []) } : {}),
    });
  }
  if (response.status === 413) return new ParleyError('proxy_limit'); // F47: the server's own says so in its words
  // Something in between answered: a proxy, or another program at this address.
  return new ParleyError('bad_answer', {
    message: `The server answered with status ${response.status}, which is not an answer of Parley.`,
    temporary: response.status >= 500 || response.status === 429,
  });
}

/** The access token as Hello carries it. */
export function tokenBytes(token: string): Uint8Array {
  return fromBase64(token.replace(/-/g, '+').replace(/_/g, '/'));
}

/** The access token as the header carries it. */
export function tokenText(token: Uint8Array): string {
  return toBase64(token).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
