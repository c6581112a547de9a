// The edge of a cluster on this machine: files that many fetch come from there.
import { randomBytes } from 'node:crypto';
import { startEdge } from '../parts/edge.ts';
import type { Nginx } from '../parts/nginx.ts';
import { freePorts } from '../parts/ports.ts';
import type { Member } from './plan.ts';

/** Fetches of a file within about ten minutes, from which on it comes from the edge: few, so that one person sees it happen. */
export const EDGE_THRESHOLD = 5;

export interface EdgePlan {
  readonly url: string;
  /** For every process of Parley. */
  readonly env: Readonly<Record<string, string>>;
  start(members: readonly Member[]): Promise<Nginx>;
}

export async function planEdge(): Promise<EdgePlan> {
  const [port] = await freePorts(1);
  const secret = randomBytes(24).toString('hex');
  const url = `http://127.0.0.1:${port}/edge`;
  return {
    url,
    env: { PARLEY_EDGE_URL: url, PARLEY_EDGE_SECRET: secret, PARLEY_EDGE_THRESHOLD: String(EDGE_THRESHOLD) },
    start(members) {
      const { httpPort } = members.find(({ role }) => role === 'assets')!;
      return startEdge({ port: port!, origin: `127.0.0.1:${httpPort}`, secret });
    },
  };
}
