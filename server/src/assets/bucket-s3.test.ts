import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openS3BlobStore } from './blob-store-s3.ts';

test('a store that overwrites what it was told not to is refused at the start', async t => {
  const takesAll = createServer((request, response) => {
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>(resolve => takesAll.listen(0, '127.0.0.1', resolve));
  t.after(() => takesAll.close());
  const endpoint = `http://127.0.0.1:${(takesAll.address() as AddressInfo).port}`;
  const keys = { region: 'us-east-1', bucket: 'files', accessKey: 'a', secretKey: 'b' };
  await assert.rejects(openS3BlobStore({ endpoint, ...keys }), /does not know conditional writes/);
});

test('a store that is not there is told and waited for', async () => {
  const told: string[] = [];
  const store = await openS3BlobStore({
    ...{ endpoint: 'http://127.0.0.1:9', region: 'us-east-1', bucket: 'files', accessKey: 'a', secretKey: 'b' },
    onUnreachable: ({ name }) => told.push(name),
  });
  assert.deepEqual(told, ['UnavailableError']);
  await assert.rejects(store.size('0'.repeat(64)), { name: 'UnavailableError' });
  store.close();
});
