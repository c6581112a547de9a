// Files that many fetch are fetched at the edge: nginx, which checks the link itself and keeps what it has fetched once. MD5 is
// what nginx knows of signatures (docs/decisions/edge-links.md).
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { DownloadCounts } from './download-counts.ts';

export interface EdgeOptions {
  /** `https://host/edge`, or `/edge` where the edge is behind the address of the server. */
  readonly url: string;
  /** The edge has it too. */
  readonly secret: string;
  /** Fetches of late from which on a file is handed out at the edge. */
  readonly threshold: number;
  readonly counts: DownloadCounts;
}

export interface Edge {
  /** Counts a fetch; where to send it, if that is the edge. Good until `expires`, or up to a second longer. */
  urlFor(sha256: string, expires: number): Promise<string | undefined>;
  /** Whether it is the edge that asks. */
  isEdge(secret: string): boolean;
}

export function createEdge({ url, secret, threshold, counts }: EdgeOptions, clock: Clock): Edge {
  const base = url.replace(/\/+$/, '');
  return {
    async urlFor(sha256, expires) {
      const fetches = await counts.count(sha256, clock.now()).catch(() => 0); // it is a hint
      if (fetches < threshold) return undefined;
      const seconds = Math.ceil(expires / 1_000);
      return `${base}/${sha256}?expires=${seconds}&signature=${signatureOf(secret, sha256, seconds)}`;
    },
    isEdge: given => timingSafeEqual(digest('sha256', given), digest('sha256', secret)),
  };
}

/** The secret on both sides: neither can more be appended, nor does a collision of what is between help. */
function signatureOf(secret: string, sha256: string, seconds: number): string {
  return digest('md5', `${secret} ${seconds} ${sha256} ${secret}`).toString('base64url');
}

const digest = (algorithm: string, text: string): Buffer => createHash(algorithm).update(text).digest();
