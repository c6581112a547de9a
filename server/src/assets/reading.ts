// Handing out: links, what they are good for, and what the edge may read.
import { type WireError, wireError } from '@parley/protocol';
import type { StoredAsset } from './asset-store.ts';
import type { AssetContent, AssetLink, Assets, LinkParts } from './assets.ts';
import { createEdge } from './edge.ts';
import { createLinks } from './links.ts';
import type { Inside } from './uploads.ts';

/** `usable`: one that anybody who knows its id may use. */
export function createReading(
  inside: Inside,
  linkKey: Uint8Array,
  usable: (id: string) => Promise<StoredAsset | undefined>,
): Pick<Assets, 'link' | 'open' | 'openForEdge'> {
  const { blobs, clock, limits, counts } = inside;
  const links = createLinks(linkKey);
  const edge = inside.edge && createEdge(inside.edge, clock);

  async function link(id: string, { direct = false } = {}): Promise<AssetLink | WireError> {
    const asset = await usable(id);
    if (!asset || (await blobs.size(asset.sha256)) !== asset.size) return wireError('asset_not_found');
    const signed = { ...links.sign(asset.sha256, clock.now() + limits.assetLinkMs), size: asset.size };
    const edgeUrl = direct ? undefined : await edge?.urlFor(asset.sha256, signed.expires);
    if (edgeUrl === undefined) return signed;
    counts.edgeLinks++;
    return { ...signed, edgeUrl };
  }

  async function open(given: LinkParts): Promise<AssetContent | WireError> {
    if (!links.isSigned(given) || given.expires <= clock.now()) return wireError('link_expired');
    return contentOf(inside, given.sha256, bytes => {
      counts.downloadedBytes += bytes;
    });
  }

  async function openForEdge(sha256: string, secret: string): Promise<AssetContent | WireError> {
    if (!edge?.isEdge(secret)) return wireError('forbidden');
    const content = await contentOf(inside, sha256, bytes => {
      counts.edgeBytes += bytes;
    });
    if ('code' in content) return content;
    const read: AssetContent['read'] = (start, end) => {
      counts.edgeReads++;
      return content.read(start, end);
    };
    return { ...content, read };
  }

  return { link, open, openForEdge };
}

async function contentOf(
  { blobs }: Inside,
  sha256: string,
  onBytes: (bytes: number) => void,
): Promise<AssetContent | WireError> {
  const size = await blobs.size(sha256);
  if (size === undefined) return wireError('asset_not_found');
  return { size, read: (start, end) => counted(blobs.read(sha256, start, end), onBytes) };
}

async function* counted(source: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void) {
  for await (const chunk of source) {
    onBytes(chunk.length);
    yield chunk;
  }
}
