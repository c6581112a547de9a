// The routes of files. Pieces and ciphertext are large, so they have times of their own.
import { ParleyError } from '../errors.ts';
import type { Http } from './http.ts';

export interface AssetInfo {
  readonly asset: string;
  /** Path to upload to. */
  readonly upload: string;
  readonly uploaded: number;
  readonly ready: boolean;
}

/** A piece of 4 MiB at 28 kB/s; what came of it stays, so a slower line gets on too. */
const PIECE_TIMEOUT_MS = 150_000;

export async function announceAsset(
  http: Http,
  file: { readonly size: number; readonly sha256: string },
  signal?: AbortSignal,
): Promise<AssetInfo> {
  return assetFrom(await http.json<Partial<AssetInfo>>('POST', '/v1/assets', file, signal));
}

/** The id of another asset on the same content. */
export async function forwardAsset(http: Http, asset: string, signal?: AbortSignal): Promise<string> {
  return assetFrom(await http.json<Partial<AssetInfo>>('POST', `/v1/assets/${asset}/forward`, undefined, signal)).asset;
}

/** Ends with the piece at the server. Throws `proxy_limit` when something in between took it for too large. */
export async function sendPiece(
  http: Http,
  path: string,
  offset: number,
  piece: Uint8Array,
  signal?: AbortSignal,
): Promise<void> {
  const tus = { 'tus-resumable': '1.0.0', 'upload-offset': String(offset) };
  const headers = { ...tus, 'content-type': 'application/offset+octet-stream' };
  const init = { headers, body: piece as BodyInit, timeoutMs: PIECE_TIMEOUT_MS };
  const response = await http.raw('PATCH', path, init, signal);
  if (response.headers.get('upload-offset') !== String(offset + piece.length)) throw new ParleyError('bad_answer');
}

/** A path at the server, or an address at the edge. `direct`: never at the edge. */
export async function linkTo(
  http: Http,
  asset: string,
  { direct, signal }: { readonly direct?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<{ url: string; size: number; isEdge: boolean }> {
  const path = `/v1/assets/${asset}${direct ? '?direct=1' : ''}`;
  const { url, size } = await http.json<{ url?: unknown; size?: unknown }>('GET', path, undefined, signal);
  if (typeof url !== 'string' || !/^(\/(?!\/)|https?:\/\/)/.test(url) || typeof size !== 'number')
    throw new ParleyError('bad_answer');
  return { url, size, isEdge: !url.startsWith('/v1/') };
}

/** From `offset` on. The signal ends the body too. */
export async function fetchBlob(
  http: Http,
  url: string,
  offset: number,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const headers = offset > 0 ? { range: `bytes=${offset}-` } : {};
  const response = await http.raw('GET', url, { headers, anonymous: true }, signal);
  const wanted = offset > 0 ? 206 : 200;
  if (response.status !== wanted || !response.body) throw new ParleyError('bad_answer');
  return response.body as ReadableStream<Uint8Array>;
}

function assetFrom({ asset, upload, uploaded, ready }: Partial<AssetInfo>): AssetInfo {
  const isAsset = typeof asset === 'string' && /^[0-9a-f]{32}$/.test(asset);
  const isUpload = typeof upload === 'string' && upload.startsWith('/v1/');
  if (!isAsset || !isUpload || typeof uploaded !== 'number') throw new ParleyError('bad_answer');
  return { asset, upload, uploaded, ready: ready === true };
}
