// How this process reaches the others, and they it: links to the roles it does not run, the gateways that are alive, and
// what of its own rooms can be called.
import { readFileSync } from 'node:fs';
import type { Role } from '../config-cluster.ts';
import type { Address, Handler, Identity, Link, LinkTls } from '../link/link.ts';
import { connectLink } from '../link/link-client.ts';
import { listenLinks } from '../link/link-server.ts';
import { createPeer, type Peer } from '../link/peer.ts';
import type { Process } from './process.ts';

export interface Network {
  readonly identity: Identity;
  /** The processes of a role. */
  peer(role: Role): Peer;
  connect(address: Address, expect?: Identity): Link;
  /** Roles of which no process is linked now. */
  missing(): Role[];
  /** Calls the listener whenever a process of the role has come up that was not up before. */
  onNewProcess(role: Role, listener: () => void): void;
  /** Resolves to where links are taken. */
  listen(handlers: readonly [string, Handler][]): Promise<Address>;
}

/** Calls of these must arrive in order. */
const ordered: readonly Role[] = ['messages'];
/** What all others do without it. */
const optional: ReadonlySet<Role> = new Set(['push']);

export function createNetwork(process: Process, identity: Identity): Network {
  const { config, clock, log, metrics, keep } = process;
  const tls = readTls(process);
  const links = new Set<Link>();
  const listeners = new Map<Role, Set<() => void>>();
  const sum = (of: (link: Link) => number) => (): number => [...links].reduce((total, link) => total + of(link), 0);
  metrics.add(
    'counter',
    'link_calls_total',
    'Calls to other processes',
    sum(link => link.stats().calls),
  );
  metrics.add(
    'counter',
    'link_failures_total',
    'Calls that failed',
    sum(link => link.stats().failures),
  );
  metrics.add(
    'gauge',
    'link_calls_pending',
    'Calls that wait for an answer',
    sum(link => link.stats().pending),
  );
  metrics.add(
    'gauge',
    'links_up',
    'Links that are connected',
    sum(link => Number(link.isUp())),
  );
  keep(() => {
    for (const link of links) link.close();
  });

  function connect(address: Address, expect?: Identity, onUp = (_: Identity): void => {}): Link {
    const where = `${address.host}:${address.port}`;
    const link = connectLink({
      address,
      identity,
      clock,
      tls,
      ...(expect && { expect }),
      onUp(peer) {
        log.info({ peer: peer.name, where }, 'linked');
        onUp(peer);
      },
      onDown: error => log.warn({ where, why: error.message }, 'a link is down'),
    });
    links.add(link);
    return { ...link, close: () => void (links.delete(link) && link.close()) };
  }

  const peers = new Map<Role, Peer>();

  function createRolePeer(role: Role): Peer {
    const up = new Map<string, string>();
    const isNew = ({ name, incarnation }: Identity): void => {
      if (up.get(name) === incarnation) return;
      up.set(name, incarnation);
      for (const listener of listeners.get(role) ?? []) listener();
    };
    const addresses = config.linkPeers.filter(peer => peer.role === role);
    return createPeer(
      role,
      addresses.map(address => connect(address, undefined, isNew)),
      { sticky: ordered.includes(role) },
    );
  }

  return {
    identity,
    connect: (address, expect) => connect(address, expect),
    peer(role) {
      let peer = peers.get(role);
      if (!peer) {
        peer = createRolePeer(role);
        peers.set(role, peer);
      }
      return peer;
    },
    missing: () =>
      [...peers].flatMap(([role, peer]) =>
        optional.has(role) || peer.links().some(link => link.isUp()) ? [] : [role],
      ),
    onNewProcess(role, listener) {
      const all = listeners.get(role) ?? new Set();
      listeners.set(role, all.add(listener));
    },
    async listen(handlers) {
      const address = { host: config.linkHost, port: config.linkPort };
      const server = await listenLinks({ address, identity, handlers: new Map(handlers), clock, log, tls });
      keep(server.close);
      metrics.add('gauge', 'link_connections', 'Links that other processes have made', server.connections);
      return server.address;
    },
  };
}

function readTls({ config: { linkCert, linkKey, linkCa } }: Process): LinkTls | undefined {
  if (linkCert === '') return undefined;
  const [cert, key, ca] = [linkCert, linkKey, linkCa].map(path => readFileSync(path, 'utf8'));
  return { cert: cert!, key: key!, ca: ca! };
}
