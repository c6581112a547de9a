// The role assets: encrypted files.
import { createAssets } from '../assets/asset-service.ts';
import { openSqlAssetStore } from '../assets/asset-store-sql.ts';
import type { Assets } from '../assets/assets.ts';
import type { BlobStore } from '../assets/blob-store.ts';
import { openFsBlobStore } from '../assets/blob-store-fs.ts';
import { createMemoryDownloadCounts } from '../assets/download-counts-memory.ts';
import type { EdgeOptions } from '../assets/edge.ts';
import { startSweeps } from '../assets/sweep.ts';
import type { Process } from './process.ts';
import { processRedis } from './redis.ts';
import { sqlSource } from './sql-source.ts';

export async function openAssets(process: Process): Promise<Assets> {
  const { config, clock, limits, log, metrics, keep } = process;
  const store = await openSqlAssetStore(sqlSource(process, 'assets'));
  keep(store.close);
  const assets = await createAssets({
    store,
    blobs: await openBlobs(process),
    clock,
    limits,
    maxBytes: config.maxAssetStoreBytes,
    edge: await edgeOf(process),
    onUnavailable: error => log.warn({ error }, 'a request of files was put off'),
  });
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
  metrics.add('counter', 'asset_edge_links_total', 'Links to the edge handed out', () => stats().edgeLinks);
  metrics.add('counter', 'asset_edge_reads_total', 'Pieces the edge has asked for', () => stats().edgeReads);
  metrics.add('counter', 'asset_edge_read_bytes_total', 'Bytes of them', () => stats().edgeBytes);
  return assets;
}

/** That fetches cannot be counted is Redis's to tell, once. */
async function edgeOf(process: Process): Promise<EdgeOptions | undefined> {
  const { edgeUrl: url, edgeSecret: secret, edgeThreshold: threshold } = process.config;
  if (url === '') return undefined;
  const redis = await processRedis(process);
  if (!redis) return { url, secret, threshold, counts: createMemoryDownloadCounts() };
  const { createRedisDownloadCounts } = await import('../assets/download-counts-redis.ts');
  return { url, secret, threshold, counts: createRedisDownloadCounts({ redis }) };
}

async function openBlobs({ config, log, keep, file }: Process): Promise<BlobStore> {
  const { s3Endpoint: endpoint, s3Region: region, s3Bucket: bucket, s3AccessKey, s3SecretKey } = config;
  if (endpoint === '') return openFsBlobStore({ folder: file('assets') });
  const { openS3BlobStore } = await import('../assets/blob-store-s3.ts');
  const blobs = await openS3BlobStore({
    endpoint,
    region,
    bucket,
    accessKey: s3AccessKey,
    secretKey: s3SecretKey,
    onUnreachable: error => log.warn({ error }, 'the S3 store does not answer yet'),
  });
  keep(blobs.close);
  return blobs;
}
