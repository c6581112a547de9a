// Brings a file to the server: hashed for its key, encrypted for its hash, announced, and sent in pieces from wherever the
// server says it stands. Nothing is kept for that here: the same file has the same key and ciphertext, also after a restart.
import { limits, toHex } from '@parley/protocol';
import type { Progress } from '../client.ts';
import { ParleyError } from '../errors.ts';
import { type AssetInfo, announceAsset, sendPiece } from '../http/assets.ts';
import type { Http } from '../http/http.ts';
import { CHUNK_BYTES, encryptedSize, encryptFile, fileKey, SEALED_BYTES } from './file-cipher.ts';
import type { FileSource } from './file-source.ts';
import { hashOf } from './hash.ts';
import { pieces } from './pieces.ts';
import { createAttempts, type TransferDeps } from './transfers.ts';

export interface UploadDeps extends TransferDeps {
  readonly http: Http;
  readonly hmacSha256: (key: Uint8Array, data: Uint8Array) => Uint8Array;
  /** The account's asset secret. */
  readonly secret: Uint8Array;
}

export interface Uploaded {
  readonly asset: string;
  readonly key: Uint8Array;
  readonly sha256: Uint8Array;
  readonly size: number;
}

/** The first that gets through is kept to. nginx takes 1 MiB unless it is told otherwise (F47). */
const PIECE_BYTES = [4 * 1024 * 1024, 768 * 1024, 64 * 1024] as const;

export async function upload(
  file: FileSource,
  deps: UploadDeps,
  told: (progress: Progress) => void,
  signal: AbortSignal | undefined,
): Promise<Uploaded> {
  const { size } = file;
  const sealedSize = encryptedSize(size);
  if (sealedSize > limits.maxAssetBytes) throw new ParleyError('asset_too_large'); // before reading it twice
  const hashing = counter('preparing', 2 * size, told);
  const key = fileKey(deps.hmacSha256, deps.secret, await hashOf(watched(file.read(0), signal), hashing));
  const sealed = (firstChunk: number) =>
    watched(encryptFile(key, file.read(firstChunk * CHUNK_BYTES), size, firstChunk), signal);
  const sha256 = await hashOf(sealed(0), hashing);
  const attempts = createAttempts(deps);
  const pieceSizes = [...PIECE_BYTES];
  for (;;) {
    try {
      const info = await announceAsset(deps.http, { size: sealedSize, sha256: toHex(sha256) }, signal);
      told({ phase: 'uploading', done: info.ready ? sealedSize : info.uploaded, total: sealedSize });
      if (!info.ready) {
        await sendFrom(info, sealed, pieceSizes[0]!, deps.http, signal, done => {
          attempts.progressed();
          told({ phase: 'uploading', done, total: sealedSize });
        });
      }
      return { asset: info.asset, key, sha256, size };
    } catch (error) {
      if (error instanceof ParleyError && error.code === 'upload_mismatch') {
        throw new ParleyError('file_changed', { cause: error });
      }
      // Not within the minutes that a network is waited for.
      if (error instanceof ParleyError && error.code === 'asset_quota') throw error;
      if (error instanceof ParleyError && error.code === 'proxy_limit' && pieceSizes.length > 1) pieceSizes.shift();
      else await attempts.failed(error, signal);
    }
  }
}

async function sendFrom(
  { upload: path, uploaded }: AssetInfo,
  sealed: (firstChunk: number) => AsyncIterable<Uint8Array>,
  pieceBytes: number,
  http: Http,
  signal: AbortSignal | undefined,
  sent: (offset: number) => void,
): Promise<void> {
  const firstChunk = Math.floor(uploaded / SEALED_BYTES);
  let offset = uploaded;
  for await (const piece of pieces(after(sealed(firstChunk), uploaded - firstChunk * SEALED_BYTES), pieceBytes)) {
    await sendPiece(http, path, offset, piece, signal);
    offset += piece.length;
    sent(offset);
  }
}

/** Without the first bytes. */
async function* after(source: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of source) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}

/** Ends with the signal's reason. */
async function* watched(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    yield bytes;
    signal?.throwIfAborted();
  }
}

function counter(phase: Progress['phase'], total: number, told: (progress: Progress) => void) {
  let done = 0;
  return (bytes: number): void => {
    done = Math.min(total, done + bytes);
    told({ phase, done, total });
  };
}
