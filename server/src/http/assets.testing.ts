// Files of test devices, uploaded by hand.
import { createHash } from 'node:crypto';
import type { TestDevice, TestServer } from './test-server.ts';

/** Bytes that are others for each seed. */
export function fileOf(size: number, seed = 1): { bytes: Uint8Array; size: number; sha256: string } {
  const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 13 + seed) & 0xff);
  return { bytes, size, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export interface Announced {
  readonly asset: string;
  readonly size: number;
  readonly uploaded: number;
  readonly ready: boolean;
  readonly upload: string;
  readonly expiresAt: number;
}

export async function announce(
  server: TestServer,
  { token }: TestDevice,
  size: number,
  sha256: string,
): Promise<Announced> {
  const { status, json } = await server.request('POST', '/v1/assets', { token, json: { size, sha256 } });
  if (status !== 201) throw new Error(JSON.stringify(json));
  return json;
}

/** One that is ready. */
export async function uploadAsset(server: TestServer, device: TestDevice, seed = 1): Promise<Announced> {
  const { bytes, size, sha256 } = fileOf(2_000, seed);
  const { upload } = await announce(server, device, size, sha256);
  const { status, json } = await put(server, device, upload, bytes);
  if (status !== 200) throw new Error(JSON.stringify(json));
  return json;
}

export function put(server: TestServer, { token }: TestDevice, path: string, body: Uint8Array) {
  return server.request('PUT', path, { token, body, headers: { 'content-type': 'application/octet-stream' } });
}

export function patch(server: TestServer, { token }: TestDevice, path: string, offset: number, body: Uint8Array) {
  const tus = { 'tus-resumable': '1.0.0', 'upload-offset': String(offset) };
  const headers = { ...tus, 'content-type': 'application/offset+octet-stream' };
  return server.request('PATCH', path, { token, body, headers });
}
