import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { blobStoreContract } from './blob-store.contract.ts';
import { openFsBlobStore } from './blob-store-fs.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-blobs-'));
after(() => rmSync(folder, { recursive: true }));
let places = 0;

blobStoreContract('fs', () => {
  const place = join(folder, String(++places));
  return () => openFsBlobStore({ folder: place });
});
