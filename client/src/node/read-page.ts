// Reads a page of the internet for a preview: https only, no cookies, no address of a network behind this machine, not much
// and not for long. The address that was checked is the one that is connected to, also when the name means another by then.
import { type LookupAddress, lookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export interface Page {
  readonly status: number;
  readonly type: string;
  readonly location?: string;
  /** At most so many bytes as were asked for. */
  readonly bytes: Uint8Array;
}

export type ReadPage = (url: URL, maxBytes: number, signal: AbortSignal) => Promise<Page>;

/** @throws whatever is wrong with it: nothing can be shown then */
export const readPage: ReadPage = async (url, maxBytes, signal) => {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const plain = url.protocol === 'https:' && url.port === '' && !url.username && !url.password;
  if (!plain || (isIP(host) !== 0 && !isPublicAddress(host))) throw new Error('an address that is not read');
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { accept: 'text/html,image/*', 'accept-encoding': 'identity', 'user-agent': 'Parley link preview' };
    request(url, { headers, lookup: publicOnly, signal, agent: false }, resolve).once('error', reject).end();
  });
  const { statusCode = 0, headers } = response;
  return {
    status: statusCode,
    type: headers['content-type'] ?? '',
    ...(headers.location ? { location: headers.location } : {}),
    bytes: await firstBytes(response, maxBytes),
  };
};

const publicOnly: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const addresses = error ? [] : found.filter(({ address }) => isPublicAddress(address));
    const [first] = addresses;
    if (!first) return done(error ?? new Error('no address of the internet'), '');
    if (options.all) return done(null, addresses);
    done(null, first.address, first.family);
  });
};

async function firstBytes(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length >= maxBytes) break; // ends the connection
  }
  return Buffer.concat(pieces).subarray(0, maxBytes);
}
