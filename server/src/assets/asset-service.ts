import { randomBytes } from 'node:crypto';
import { type AccountId, type Limits, type WireError, wireError } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import { createOneAtATime } from '../lib/one-at-a-time.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import type { AssetState, AssetStore, StoredAsset } from './asset-store.ts';
import type { AssetInfo, AssetStats, Assets } from './assets.ts';
import type { BlobStore } from './blob-store.ts';
import type { EdgeOptions } from './edge.ts';
import { createReading } from './reading.ts';
import { sweep } from './sweep.ts';
import { createUploads } from './uploads.ts';

export interface AssetsDeps {
  readonly store: AssetStore;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Of all files together, from where on new ones are refused; 0 or absent: until the disk is full. */
  readonly maxBytes?: number;
  /** Absent: everything is handed out here. */
  readonly edge?: EdgeOptions | undefined;
  /** Told why a request heard `unavailable`. */
  readonly onUnavailable?: (error: UnavailableError) => void;
}

/** Other processes add files too. */
const TOTALS_MS = 10_000;

/** What is with the server already is forwarded as before. */
const noRoom = wireError('store_full', 'The server has no room for more files. Try again later.');

export type Counts = { -readonly [K in keyof AssetStats]: number };

export async function createAssets(deps: AssetsDeps): Promise<Assets> {
  const { store, blobs, clock, limits, maxBytes = 0 } = deps;
  const counts: Counts = {
    ...(await store.totals()),
    uploadedBytes: 0,
    downloadedBytes: 0,
    published: 0,
    mismatches: 0,
    removed: 0,
    edgeLinks: 0,
    edgeReads: 0,
    edgeBytes: 0,
  };
  const oneAtATime = createOneAtATime();
  const inside = { ...deps, counts, oneAtATime };
  const uploads = createUploads(inside);

  async function add(account: AccountId, file: { size: number; sha256: string }, state: AssetState) {
    const now = clock.now();
    const expiresAt = now + (state === 'ready' ? limits.assetExpiryMs : limits.uploadExpiryMs);
    const id = randomBytes(16).toString('hex');
    const asset: StoredAsset = { ...file, id, account, state, createdAt: now, expiresAt };
    const added = await store.add(asset, limits.maxAccountAssetBytes);
    if (added === 'gone') return undefined;
    return added === 'added' ? uploads.info(asset) : wireError('asset_quota');
  }

  /** Another one on content that is here. Alone with it, or it could be removed in between. */
  const addReady = (account: AccountId, { sha256, size }: StoredAsset) =>
    oneAtATime(sha256, async () => {
      const isHere = (await blobs.size(sha256)) === size;
      return isHere ? add(account, { sha256, size }, 'ready') : undefined;
    });

  /** One that anybody who knows its id may use. */
  async function usable(id: string): Promise<StoredAsset | undefined> {
    const asset = await store.asset(id);
    return asset?.state === 'ready' && asset.expiresAt > clock.now() ? asset : undefined;
  }

  let totalsAt = clock.monotonic();
  async function isRoomFor(size: number): Promise<boolean> {
    if (maxBytes === 0) return true;
    if (clock.monotonic() - totalsAt > TOTALS_MS) {
      totalsAt = clock.monotonic();
      Object.assign(counts, await store.totals());
    }
    return counts.bytes + size <= maxBytes;
  }

  const addNew = async (account: AccountId, file: { size: number; sha256: string }): Promise<AssetInfo | WireError> =>
    (await add(account, file, 'uploading')) ?? wireError('asset_not_found');

  async function create(account: AccountId, file: { size: number; sha256: string }): Promise<AssetInfo | WireError> {
    if (file.size > limits.maxAssetBytes) return wireError('asset_too_large');
    const known = await store.ownWith(account, file.sha256, clock.now());
    if (known?.size !== file.size) return (await isRoomFor(file.size)) ? addNew(account, file) : noRoom;
    const before = await uploads.settled(known);
    if ('code' in before) return before;
    if (!before.ready) return before; // goes on where it was left
    return (await addReady(account, known)) ?? addNew(account, file);
  }

  async function forward(account: AccountId, id: string): Promise<AssetInfo | WireError> {
    const asset = await usable(id);
    return (asset && (await addReady(account, asset))) ?? wireError('asset_not_found');
  }

  const reading = createReading(inside, await store.linkKey(), usable);
  const told = tellUnavailable(deps);
  return {
    create: told((account, file) => oneAtATime(`${account} ${file.sha256}`, () => create(account, file))),
    own: told(uploads.own),
    write: told(uploads.write),
    forward: told(forward),
    link: told(reading.link),
    open: told(reading.open),
    openForEdge: told(reading.openForEdge),
    sweep: () => sweep(inside),
    stats: () => counts,
  };
}

/** A store that cannot be reached is no fault of the request. */
function tellUnavailable({ onUnavailable }: AssetsDeps) {
  return <A extends unknown[], R>(run: (...given: A) => Promise<R | WireError>) =>
    async (...given: A): Promise<R | WireError> => {
      try {
        return await run(...given);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        onUnavailable?.(error);
        return wireError('unavailable', 'The server cannot reach its store of files at the moment. Try again.');
      }
    };
}
