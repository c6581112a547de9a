// Reads a file from the server as a stream. What is given is verified; the last chunk only when the whole was what the message
// said. A connection that breaks is taken up again where the last good chunk ended.
import { equalBytes } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { ParleyError } from '../errors.ts';
import { fetchBlob, linkTo } from '../http/assets.ts';
import type { Http } from '../http/http.ts';
import type { StoredAttachment } from './attachment.ts';
import { decryptFile, encryptedSize } from './file-cipher.ts';
import { chunksOf } from './file-source.ts';
import { createHash } from './hash.ts';
import { createAttempts, type TransferDeps } from './transfers.ts';

export interface DownloadDeps extends TransferDeps {
  readonly http: Http;
}

/** A server that sends nothing for so long is asked again. */
const IDLE_MS = 60_000;

export async function* download(
  { asset, key, sha256, size }: StoredAttachment,
  deps: DownloadDeps,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (asset === '') throw new ParleyError('bad_attachment');
  const hash = createHash();
  const hashed = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const bytes of source) {
      hash.update(bytes);
      yield bytes;
    }
  };
  let held: Uint8Array | undefined;
  for await (const chunk of decryptFile(key, hashed(ciphertext(asset, encryptedSize(size), deps, signal)), size)) {
    if (held) yield held;
    held = chunk;
  }
  if (!equalBytes(hash.digest(), sha256)) throw new ParleyError('bad_file');
  if (held?.length) yield held;
}

/** All of it once, over as many connections as it takes. */
async function* ciphertext(
  asset: string,
  size: number,
  { http, ...deps }: DownloadDeps,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const attempts = createAttempts(deps);
  let offset = 0;
  let direct = false;
  let atEdge = false;
  while (offset < size) {
    try {
      atEdge = false;
      const link = await linkTo(http, asset, { direct, signal });
      atEdge = link.isEdge;
      if (link.size !== size) throw new ParleyError('bad_file');
      for await (const bytes of blob(http, link.url, offset, deps.clock, signal)) {
        if (bytes.length > size - offset) throw new ParleyError('bad_file');
        offset += bytes.length;
        attempts.progressed();
        yield bytes;
      }
      if (offset < size) throw new ParleyError('unreachable');
    } catch (error) {
      if (atEdge) direct = true; // whatever is wrong with the edge, the server has the file too
      if (!atEdge || signal?.aborted) await attempts.failed(error, signal);
    }
  }
}

async function* blob(
  http: Http,
  url: string,
  offset: number,
  clock: Clock,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const idle = new AbortController();
  const timer = () => clock.after(IDLE_MS, () => idle.abort());
  let stop = timer();
  try {
    const body = await fetchBlob(http, url, offset, signal ? AbortSignal.any([signal, idle.signal]) : idle.signal);
    for await (const bytes of chunksOf(body)) {
      stop();
      yield bytes;
      stop = timer();
    }
  } catch (cause) {
    if (cause instanceof ParleyError) throw cause;
    signal?.throwIfAborted();
    throw new ParleyError('unreachable', { cause });
  } finally {
    stop();
  }
}
