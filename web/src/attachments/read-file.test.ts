import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFile } from './read-file.ts';

const streamOf = (pieces: readonly Uint8Array[], onCancel = (): void => undefined): ReadableStream<Uint8Array> => {
  const left = [...pieces];
  return new ReadableStream({
    pull(controller) {
      const piece = left.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
    cancel: onCancel,
  });
};

test('a file is the same after it came in pieces, many of them handed over on the way', async () => {
  const pieces = Array.from({ length: 9 }, (_, i) => new Uint8Array(1_000_000).fill(i));
  const told: number[] = [];
  const options = { type: 'image/png', signal: new AbortController().signal };
  const blob = await readFile(streamOf(pieces), { ...options, onProgress: bytes => told.push(bytes) });
  assert.equal(blob.type, 'image/png');
  assert.deepEqual(Buffer.from(await blob.arrayBuffer()), Buffer.concat(pieces));
  assert.deepEqual(told.slice(-2), [8_000_000, 9_000_000]);
});

test('who no longer wants it stops the stream', async () => {
  const controller = new AbortController();
  let cancelled = false;
  const stream = streamOf([new Uint8Array(5), new Uint8Array(5), new Uint8Array(5)], () => {
    cancelled = true;
  });
  const onProgress = (): void => controller.abort();
  await assert.rejects(readFile(stream, { type: '', onProgress, signal: controller.signal }), { name: 'AbortError' });
  assert.equal(cancelled, true);
});
