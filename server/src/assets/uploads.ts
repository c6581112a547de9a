// From the first byte to publishing. The order of a finish survives a crash at any point: verified in the store, then the blob
// by rename, then ready in the store; `settled` goes on from wherever it stopped.
import { type AccountId, type WireError, wireError } from '@parley/protocol';
import type { OneAtATime } from '../lib/one-at-a-time.ts';
import type { AssetsDeps, Counts } from './asset-service.ts';
import type { StoredAsset } from './asset-store.ts';
import type { AssetInfo, Assets } from './assets.ts';
import { TOO_MANY_BYTES, WRITTEN_BY_OTHERS } from './blob-store.ts';

const REMOVAL_WAIT_MS = 2_000;
const beingRemoved = wireError(
  'unavailable',
  'The same file is being removed at this moment. Try again.',
  REMOVAL_WAIT_MS,
);

export type Inside = AssetsDeps & { readonly counts: Counts; readonly oneAtATime: OneAtATime };

export interface Uploads extends Pick<Assets, 'own' | 'write'> {
  info(asset: StoredAsset): Promise<AssetInfo>;
  /** What is ready, or goes on; publishes what was complete before a crash. */
  settled(asset: StoredAsset): Promise<AssetInfo | WireError>;
}

export function createUploads(inside: Inside): Uploads {
  const { store, blobs, clock, oneAtATime } = inside;

  async function info({ id, size, state, expiresAt }: StoredAsset): Promise<AssetInfo> {
    const ready = state === 'ready';
    return { id, size, ready, expiresAt, uploaded: ready ? size : await blobs.uploaded(id) };
  }

  async function ownAsset(account: AccountId, id: string): Promise<StoredAsset | undefined> {
    const asset = await store.asset(id);
    return asset?.account === account && asset.expiresAt > clock.now() ? asset : undefined;
  }

  /** For whoever has the upload alone. */
  async function settle(asset: StoredAsset): Promise<AssetInfo | WireError> {
    return asset.state === 'ready' || (await isUnderWay(asset)) ? info(asset) : finish(asset, inside);
  }

  // Whoever asks how far it is does not wait for a connection that may be dead.
  const isUnderWay = async ({ id, state, size }: StoredAsset) =>
    state === 'uploading' && (await blobs.uploaded(id)) < size;

  async function settled(asset: StoredAsset): Promise<AssetInfo | WireError> {
    if (await isUnderWay(asset)) return info(asset);
    return oneAtATime(asset.id, async () => settle((await store.asset(asset.id)) ?? asset));
  }

  return {
    info,
    settled,
    async own(account, id) {
      const asset = await ownAsset(account, id);
      return asset ? settled(asset) : wireError('asset_not_found');
    },
    write: (account, id, offset, source) =>
      oneAtATime(id, async () => {
        const asset = await ownAsset(account, id);
        if (!asset) return wireError('asset_not_found');
        const before = await settle(asset);
        if ('code' in before) return before;
        if (before.ready && (offset === 'whole' || offset === asset.size)) return before; // again: its answer got lost
        if (offset === 'whole') await blobs.discard(id);
        const from = offset === 'whole' ? 0 : offset;
        if (from !== (await blobs.uploaded(id))) return wireError('wrong_offset');
        const written = await append(asset, from, source, inside);
        return written ?? settle(asset);
      }),
  };
}

/** What went wrong with what came; a source that failed is thrown. */
async function append(
  { id, size }: StoredAsset,
  offset: number,
  source: AsyncIterable<Uint8Array>,
  { blobs, counts }: Inside,
): Promise<WireError | undefined> {
  try {
    await blobs.append(id, offset, counted(source, counts), size);
    return undefined;
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') return wireError('store_full');
    if (message === WRITTEN_BY_OTHERS) return wireError('wrong_offset');
    if (message !== TOO_MANY_BYTES) throw error;
    counts.mismatches++;
    await blobs.discard(id);
    return wireError('upload_mismatch');
  }
}

async function* counted(source: AsyncIterable<Uint8Array>, counts: Counts): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    counts.uploadedBytes += chunk.length;
    yield chunk;
  }
}

/** Another process may have done any of it, or undone it, at any point. */
async function finish({ id, sha256, size, expiresAt }: StoredAsset, inside: Inside): Promise<AssetInfo | WireError> {
  const { store, blobs, clock, counts, oneAtATime } = inside;
  const again = (uploaded = 0): AssetInfo => ({ id, size, uploaded, ready: false, expiresAt });
  const isHere = (await blobs.uploaded(id)) === size;
  if (isHere && (await blobs.hash(id)) !== sha256) {
    counts.mismatches++;
    await blobs.discard(id);
    await store.restart(id);
    return wireError('upload_mismatch');
  }
  if (isHere && !(await store.verify(id, clock.now()))) return beingRemoved;
  if (!isHere) {
    // Only who has had all of it here may have what is there.
    const { state } = (await store.asset(id)) ?? {};
    if (state !== 'verified' && state !== 'ready') return again(await blobs.uploaded(id));
  }
  return oneAtATime(sha256, async () => {
    if (isHere) await blobs.publish(id, sha256);
    else if ((await blobs.size(sha256)) !== size) {
      await store.restart(id);
      return again();
    }
    return ready(id, size, inside);
  });
}

async function ready(
  id: string,
  size: number,
  { store, clock, limits, counts }: Inside,
): Promise<AssetInfo | WireError> {
  const expiresAt = clock.now() + limits.assetExpiryMs;
  if (!(await store.setReady(id, expiresAt))) return wireError('asset_not_found'); // it was over, and swept meanwhile
  counts.published++;
  Object.assign(counts, await store.totals());
  return { id, size, uploaded: size, ready: true, expiresAt };
}
