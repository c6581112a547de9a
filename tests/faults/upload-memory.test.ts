// Memory while a large file goes up and comes down, of client and server in one process: it does not grow with the file.
// PARLEY_TEST_FILE_MB sets how large it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileSource } from '@parley/client';
import { createRealWorld, type Person } from '../sdk/real-world.ts';

const MB = 1_000_000;
const large = Number(process.env.PARLEY_TEST_FILE_MB ?? 40) * MB;
const SMALL = 10 * MB;
const READ_BYTES = 65_536;

/** Made as it is read, so that it takes no memory itself. */
function generated(size: number): FileSource {
  return {
    size,
    async *read(start) {
      for (let at = start; at < size; at += READ_BYTES) {
        const chunk = new Uint8Array(Math.min(READ_BYTES, size - at));
        new DataView(chunk.buffer).setUint32(0, chunk.length >= 4 ? at : 0);
        yield chunk;
      }
    },
  };
}

/** The most that buffers took meanwhile. */
async function peakOf(alice: Person, bob: Person, size: number): Promise<number> {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage().arrayBuffers);
  };
  const file = { source: generated(size), name: 'large', type: 'application/octet-stream' };
  const { id } = await alice.client.sendFiles(bob.client.account, [file], { onProgress: look });
  let received = 0;
  for await (const chunk of (await alice.client.openAttachment(id, 0)) as never as AsyncIterable<Uint8Array>) {
    received += chunk.length;
    look();
  }
  assert.equal(received, size);
  return peak;
}

test(`F46 ${large / MB} MB up and down take no more memory than 10 MB`, { timeout: 600_000 }, async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const small = await peakOf(alice, bob, SMALL);
  const peak = await peakOf(alice, bob, large);
  t.diagnostic(`buffers: ${Math.round(small / MB)} MB for 10 MB, ${Math.round(peak / MB)} MB for ${large / MB} MB`);
  assert.ok(peak < small + 0.4 * large, `${Math.round(peak / MB)} MB, and ${Math.round(small / MB)} MB for 10 MB`);
});
