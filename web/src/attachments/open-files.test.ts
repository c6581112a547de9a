import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatId, MessageId } from '@parley/client';
import { createOpenFiles, type FileRef, keyOfFile, type OpenFile } from './open-files.ts';

const ref = (message: string, size = 3): FileRef => ({
  chat: 'c' as ChatId,
  message: message as MessageId,
  index: 0,
  file: { name: 'x', type: 'image/png', size },
});
const bytes = (size: number): Blob => new Blob([new Uint8Array(size)]);

/** Files that come when the test says so. */
function slowly() {
  const asked: { readonly key: string; readonly signal: AbortSignal; readonly give: (blob: Blob) => void }[] = [];
  const open: OpenFile = (file, { signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      asked.push({ key: keyOfFile(file), signal, give: resolve });
    });
  return { open, asked };
}

test('two who show a file fetch it once', async () => {
  const { open, asked } = slowly();
  const files = createOpenFiles(open);
  const first = files.open(ref('a'));
  const second = files.open(ref('a'));
  asked[0]!.give(bytes(3));
  assert.equal(await first, await second);
  assert.equal(asked.length, 1);
  assert.equal(files.store.getState()[keyOfFile(ref('a'))]?.state, 'open');
});

test('what nobody shows any more is stopped, and fetched anew when it is shown again', async () => {
  const { open, asked } = slowly();
  const files = createOpenFiles(open);
  const [release, releaseOther] = [files.use(ref('a')), files.use(ref('a'))];
  const first = files.open(ref('a'));
  release();
  assert.equal(asked[0]!.signal.aborted, false, 'somebody else shows it');
  releaseOther();
  assert.equal(asked[0]!.signal.aborted, true);
  assert.equal(await first, undefined);
  const again = files.open(ref('a'));
  asked[1]!.give(bytes(3));
  assert.equal((await again)?.size, 3);
});

test('what a person has stopped says so until it is asked for again', async () => {
  const { open, asked } = slowly();
  const files = createOpenFiles(open);
  const state = (): unknown => files.store.getState()[keyOfFile(ref('a'))]?.state;
  files.stop(ref('a'));
  assert.equal(state(), undefined, 'there was nothing to stop');
  const first = files.open(ref('a'));
  files.stop(ref('a'));
  assert.equal(await first, undefined);
  assert.deepEqual([asked[0]!.signal.aborted, state()], [true, 'stopped']);
  const again = files.open(ref('a'));
  asked[1]!.give(bytes(3));
  assert.equal((await again)?.size, 3);
});

test('a file that failed says why and can be asked for again', async () => {
  let fails = true;
  const files = createOpenFiles(async () => {
    if (fails) throw new Error('gone');
    return bytes(3);
  });
  assert.equal(await files.open(ref('a')), undefined);
  const state = files.store.getState()[keyOfFile(ref('a'))];
  assert.equal(state?.state === 'failed' && (state.error as Error).message, 'gone');
  fails = false;
  assert.equal((await files.open(ref('a')))?.size, 3);
});

test('what is not shown is forgotten when there is too much of it, the oldest first; what is shown stays', async () => {
  const files = createOpenFiles(async ({ file }) => bytes(file.size), 10);
  const state = (message: string): unknown => files.store.getState()[keyOfFile(ref(message))]?.state;
  const stays = files.use(ref('shown', 50));
  await files.open(ref('shown', 50));
  for (const message of ['a', 'b', 'c']) {
    const release = files.use(ref(message, 6));
    await files.open(ref(message, 6));
    release();
  }
  assert.deepEqual([state('shown'), state('a'), state('b'), state('c')], ['open', undefined, undefined, 'open']);
  stays();
  assert.equal(state('shown'), undefined);
});
