// The called side: takes connections of our other processes and answers their calls, each as soon as it is done.
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { BaseLogger } from 'pino';
import type { Clock } from '../lib/clock.ts';
import { withRequest } from '../lib/request-id.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import type { LinkFrame } from './frames.ts';
import { type Address, type Handlers, type Identity, type LinkLimits, type LinkTls, linkLimits } from './link.ts';
import { createWire, type Wire } from './wire.ts';

export interface LinkServer {
  readonly address: Address;
  /** Connections of other processes now. */
  connections(): number;
  close(): Promise<void>;
}

interface LinkServerDeps {
  readonly address: Address;
  readonly identity: Identity;
  readonly handlers: Handlers;
  readonly clock: Clock;
  readonly log: BaseLogger;
  readonly tls?: LinkTls | undefined;
  readonly limits?: Partial<LinkLimits>;
}

/** Calls of one connection that are under way; while there are more it is not read from. */
const MAX_RUNNING = 4_096;
const BEAT_MS = 1_000;
/** Of its peer a server only wants to know whether it is gone: who calls pings. */
const SILENT_MS = 60_000;

interface Served {
  readonly wire: Wire;
  running: number;
  caller?: { readonly name: string };
}

export async function listenLinks(deps: LinkServerDeps): Promise<LinkServer> {
  const { address, clock, log, tls } = deps;
  const limits = { ...linkLimits, ...deps.limits, quietMs: SILENT_MS, deadMs: SILENT_MS };
  const open = new Set<Served>();

  function accept(socket: Socket): void {
    const wire = createWire({
      socket,
      limits,
      now: clock.monotonic,
      onFrame: frame => take(deps, served, frame),
      onEnd(error) {
        open.delete(served);
        if (served.caller) log.debug({ peer: served.caller.name, why: error.message }, 'a link has ended');
      },
    });
    const served: Served = { wire, running: 0 };
    open.add(served);
  }

  const server: Server = tls
    ? createTlsServer({ ...tls, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: true }, accept)
    : createTcpServer(accept);
  server.on('tlsClientError', error => log.warn({ why: error.message }, 'a link was refused: no valid certificate'));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const beat = setInterval(() => {
    for (const { wire } of open) wire.beat(clock.monotonic());
  }, BEAT_MS).unref();

  const { port } = server.address() as { port: number };
  return {
    address: { host: address.host, port },
    connections: () => open.size,
    async close() {
      clearInterval(beat);
      const closed = new Promise(resolve => server.close(resolve));
      for (const { wire } of [...open]) wire.end();
      await closed;
    },
  };
}

function take(deps: LinkServerDeps, served: Served, { kind, call, value }: LinkFrame): void {
  if (kind === 'hello') {
    served.caller = { name: (value as Identity).name };
    return served.wire.send('hello', 0, deps.identity);
  }
  if (kind !== 'call' || !served.caller) return served.wire.end(new Error('a call was expected'));
  served.running++;
  if (served.running >= MAX_RUNNING) served.wire.pause();
  void answer(deps, served, call, value as CallValue);
}

type CallValue = readonly [method: string, request: string | undefined, ...args: unknown[]];

async function answer(deps: LinkServerDeps, served: Served, call: number, value: CallValue): Promise<void> {
  const [method, request, ...args] = value;
  const { wire, caller } = served;
  try {
    const handler = deps.handlers.get(method);
    if (!handler) throw new Error(`there is no ${method} here`);
    wire.send('result', call, await withRequest(request, () => handler(args, caller!)));
  } catch (error) {
    const unavailable = error instanceof UnavailableError;
    if (!unavailable) deps.log.error({ error, method, peer: caller!.name, request }, 'a call over a link failed');
    wire.send('failure', call, { message: `${method}: ${(error as Error).message}`, unavailable });
  } finally {
    served.running--;
    if (served.running < MAX_RUNNING) wire.resume();
  }
}
