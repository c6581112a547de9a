// The role assets: encrypted files.
import { createAssets } from '../assets/asset-service.ts';
import { openSqlAssetStore } from '../assets/asset-store-sql.ts';
import type { Assets } from '../assets/assets.ts';
import { openFsBlobStore } from '../assets/blob-store-fs.ts';
import { startSweeps } from '../assets/sweep.ts';
import type { Process } from './process.ts';
import { sqlSource } from './sql-source.ts';

export async function openAssets(process: Process): Promise<Assets> {
  const { config, clock, limits, log, metrics, keep, file } = process;
  const store = await openSqlAssetStore(sqlSource(process, 'assets'));
  keep(store.close);
  const blobs = await openFsBlobStore({ folder: file('assets') });
  const assets = await createAssets({ store, blobs, clock, limits, maxBytes: config.maxAssetStoreBytes });
  keep(startSweeps(assets, error => log.error({ error }, 'sweeping files failed')));
  const { stats } = assets;
  metrics.add('gauge', 'asset_blobs', 'Encrypted files kept', () => stats().blobs);
  metrics.add('gauge', 'asset_bytes', 'Bytes of them', () => stats().bytes);
  metrics.add('counter', 'asset_uploaded_bytes_total', 'Bytes of files that came in', () => stats().uploadedBytes);
  metrics.add('counter', 'asset_downloaded_bytes_total', 'Bytes of files handed out', () => stats().downloadedBytes);
  metrics.add('counter', 'assets_published_total', 'Uploads that ended', () => stats().published);
  metrics.add(
    'counter',
    'asset_mismatches_total',
    'Uploads that were not what was announced',
    () => stats().mismatches,
  );
  metrics.add('counter', 'asset_files_removed_total', 'Files removed as over or unknown', () => stats().removed);
  return assets;
}
