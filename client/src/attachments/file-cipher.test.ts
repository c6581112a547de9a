import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex } from '@parley/protocol';
import { CHUNK_BYTES, decryptFile, encryptedSize, encryptFile, fileKey, SEALED_BYTES } from './file-cipher.ts';

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 11 + (i >> 8)) & 0xff);

async function* inParts(bytes: Uint8Array, part: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += part) yield bytes.subarray(at, at + part);
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

const seal = (plain: Uint8Array, part = 10_000) => collect(encryptFile(key, inParts(plain, part), plain.length));

/** What came out before it failed, and how. */
async function open(
  sealed: Uint8Array,
  size: number,
  part = 10_000,
): Promise<{ given: number; code: string | undefined }> {
  let given = 0;
  try {
    for await (const chunk of decryptFile(key, inParts(sealed, part), size)) given += chunk.length;
    return { given, code: undefined };
  } catch (error) {
    return { given, code: (error as { code: string }).code };
  }
}

const sizes = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 200_000];

test('a file of any size comes back, however the network cuts it', async () => {
  for (const size of sizes) {
    const plain = bytesOf(size);
    const sealed = await seal(plain, 7_777);
    assert.equal(sealed.length, encryptedSize(size));
    for (const part of [1_000_000, 65_536, 999]) {
      assert.deepEqual(await collect(decryptFile(key, inParts(sealed, part), size)), plain);
    }
  }
});

test('the bytes are those of the protocol page', async () => {
  const sealed = await seal(new TextEncoder().encode('parley'));
  assert.equal(toHex(sealed), '65b7cd90218d012e20b79e9c1bf2ae7a6a1dff4bbe35');
  const hmac = (secret: Uint8Array, data: Uint8Array) =>
    new Uint8Array(createHmac('sha256', secret).update(data).digest());
  const content = fromHex('22'.repeat(32));
  assert.equal(toHex(fileKey(hmac, key, content)), '80d229611e0b1fd7db1d83a4925f334dc341d100c2616dfa4c1660ab552c8e22');
});

test('encryption can begin at any chunk, and gives the same bytes', async () => {
  const plain = bytesOf(200_000);
  const sealed = await seal(plain);
  for (const chunk of [1, 2, 3]) {
    const rest = encryptFile(key, inParts(plain.subarray(chunk * CHUNK_BYTES), 5_000), plain.length, chunk);
    assert.deepEqual(await collect(rest), sealed.subarray(chunk * SEALED_BYTES));
  }
});

test('F46 what was cut, moved, doubled, added to or changed fails before its last byte is trusted', async () => {
  const size = 3 * CHUNK_BYTES + 500;
  const sealed = await seal(bytesOf(size));
  const chunk = (i: number) => sealed.subarray(i * SEALED_BYTES, (i + 1) * SEALED_BYTES);
  const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
  const flipped = (at: number) => sealed.map((byte, i) => (i === at ? byte ^ 1 : byte));
  const bad: readonly [string, Uint8Array, number][] = [
    ['one byte short', sealed.subarray(0, -1), size],
    ['without its last chunk', sealed.subarray(0, 3 * SEALED_BYTES), size],
    ['without its last chunk, and the size to match', sealed.subarray(0, 3 * SEALED_BYTES), 3 * CHUNK_BYTES],
    ['empty', new Uint8Array(), size],
    ['empty, and the size to match', new Uint8Array(), 0],
    ['two chunks changed over', joined(chunk(1), chunk(0), chunk(2), chunk(3)), size],
    ['a chunk twice', joined(chunk(0), chunk(0), chunk(2), chunk(3)), size],
    ['a chunk left out, and the size to match', joined(chunk(0), chunk(2), chunk(3)), size - CHUNK_BYTES],
    ['a byte more', joined(sealed, Uint8Array.of(0)), size],
    ['a chunk more', joined(sealed, chunk(0)), size],
    ['a bit of the first chunk', flipped(5), size],
    ['a bit of the last tag', flipped(sealed.length - 1), size],
  ];
  for (const [what, bytes, told] of bad) {
    const { given, code } = await open(bytes, told);
    assert.equal(code, 'bad_file', what);
    assert.ok(given < size || told !== size || what.endsWith('more'), `${what}: ${given}`);
    assert.equal(given % CHUNK_BYTES === 0 || what.endsWith('more'), true, `${what}: only whole good chunks`);
  }
  assert.equal((await open(sealed, size)).code, undefined);
  const other = await collect(
    encryptFile(
      key.map(byte => byte ^ 1),
      inParts(bytesOf(size), 5_000),
      size,
    ),
  );
  assert.deepEqual(await open(other, size), { given: 0, code: 'bad_file' });
});

test('a source that has grown or shrunk since is told, not sent', async () => {
  for (const [is, was] of [
    [100, 99],
    [100, 101],
    [CHUNK_BYTES, CHUNK_BYTES + 1],
    [CHUNK_BYTES + 1, CHUNK_BYTES],
    [0, 1],
  ] as const) {
    await assert.rejects(collect(encryptFile(key, inParts(bytesOf(is), 5_000), was)), { code: 'file_changed' });
  }
});
