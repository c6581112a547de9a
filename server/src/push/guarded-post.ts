// POST to an address that a stranger has named: only to hosts that the operator allows, never to a private network, no
// redirects, bounded in time and in what is read.
import { lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-address.ts';

export interface GuardedPostOptions {
  /** Names, `*.` before one for all below it, or `*` for every public one. */
  readonly hosts: readonly string[];
  /** Hosts of the operator's own network: they may be private, and http. */
  readonly innerHosts: readonly string[];
  readonly timeoutMs: number;
  readonly maxUrlBytes: number;
  /** Resolves names; the system's when absent. */
  readonly lookup?: LookupFunction;
}

export interface PostAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** Its beginning. */
  readonly body: string;
}

export interface GuardedPost {
  /** Why it will not be posted to. */
  problemOf(url: string): string | undefined;
  /** @throws {Error} no answer was to be had, or the address is not allowed after all */
  post(url: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<PostAnswer>;
  close(): void;
}

const MAX_ANSWER_BYTES = 4_096;
const MAX_SOCKETS_PER_HOST = 32;
const IDLE_MS = 60_000;

export function createGuardedPost(options: GuardedPostOptions): GuardedPost {
  const { hosts, innerHosts, timeoutMs, maxUrlBytes } = options;
  const isInner = (host: string): boolean => isAmong(host, innerHosts);
  const lookup = guardedLookup(options.lookup ?? (systemLookup as LookupFunction), isInner);
  const pool = { keepAlive: true, maxSockets: MAX_SOCKETS_PER_HOST, timeout: IDLE_MS, lookup };
  const agents = { 'http:': new HttpAgent(pool), 'https:': new HttpsAgent(pool) };

  function problemOf(text: string): string | undefined {
    const url = text.length <= maxUrlBytes ? URL.parse(text) : null;
    if (!url) return 'it is no URL';
    const host = hostOf(url);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isInner(host))) return 'it is not https';
    if (url.username || url.password) return 'it names a user';
    if (!isInner(host) && !isAmong(host, hosts)) return `${host} is not among the push services of this server`;
    return isIP(host) && isPrivateAddress(host) && !isInner(host) ? 'it is a private address' : undefined;
  }

  return {
    problemOf,
    async post(text, headers, body) {
      const problem = problemOf(text);
      if (problem) throw new Error(problem);
      const url = new URL(text);
      const send = url.protocol === 'http:' ? requestHttp : requestHttps;
      const signal = AbortSignal.timeout(timeoutMs);
      const init = { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, signal };
      return new Promise((resolve, reject) => {
        const request = send(url, { ...init, agent: agents[url.protocol as keyof typeof agents] });
        request.on('response', response => read(response).then(resolve, reject));
        request.on('error', error =>
          reject(signal.aborted ? new Error(`no answer within ${timeoutMs} ms`, { cause: error }) : error),
        );
        request.end(body);
      });
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

export const hostOf = (url: URL): string => url.hostname.replaceAll(/[[\]]/g, '').replace(/\.$/, '');

function isAmong(host: string, patterns: readonly string[]): boolean {
  return patterns.some(
    pattern => pattern === '*' || pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1))),
  );
}

/** Checked where the connection is made: a name may stand for another address a moment later. */
function guardedLookup(lookup: LookupFunction, isInner: (host: string) => boolean): LookupFunction {
  return (host, { all, ...options }, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      const addresses = found as { address: string; family: number }[];
      const inside = isInner(host.replace(/\.$/, ''))
        ? undefined
        : addresses.find(({ address }) => isPrivateAddress(address));
      if (inside || addresses.length === 0)
        return done(new Error(`${host} is in a private network, or nowhere`), '', 0);
      if (all) return (done as (error: null, found: typeof addresses) => void)(null, addresses);
      done(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

async function read(response: IncomingMessage): Promise<PostAnswer> {
  const { statusCode = 0, headers } = response;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MAX_ANSWER_BYTES) break; // which ends the connection
  }
  const body = Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString();
  return { status: statusCode, retryAfter: headers['retry-after'], body };
}
