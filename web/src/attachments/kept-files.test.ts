import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatId, MessageId } from '@parley/client';
import { createKeptFiles } from './kept-files.ts';
import type { FileRef } from './open-files.ts';

const ref = (chat: string, message: string): FileRef => ({
  chat: chat as ChatId,
  message: message as MessageId,
  index: 0,
  file: { name: 'x', type: 'image/png', size: 1 },
});

/** A cache as the platform has it, as far as it is used. */
function browser(full = false) {
  const kept = new Map<string, Response>();
  const hrefOf = (what: RequestInfo | URL): string =>
    new URL(what instanceof Request ? what.url : what, 'https://parley.test').href;
  const pathOf = (href: string): string => new URL(href).pathname;
  const cache = {
    match: async (what: string) => {
      const wanted = pathOf(hrefOf(what));
      return [...kept].find(([href]) => pathOf(href) === wanted)?.[1].clone();
    },
    put: async (what: string, response: Response) => {
      if (full) throw new DOMException('', 'QuotaExceededError');
      kept.set(hrefOf(what), response);
    },
    keys: async () => [...kept.keys()].map(href => new Request(href)),
    delete: async (what: Request) => kept.delete(what.url),
  } as unknown as Cache;
  return { open: async () => cache, kept };
}

const bytes = (size: number): Blob => new Blob([new Uint8Array(size).fill(7)]);
const limits = { mostBytes: 10, mostFileBytes: 6 };

test('a file that was opened is kept, and goes with its message or its chat', async () => {
  const files = createKeptFiles(browser());
  for (const message of ['1', '12']) await files.put(ref('a', message), bytes(3));
  await files.put(ref('b', '1'), bytes(3));
  assert.equal((await files.get(ref('a', '1')))?.size, 3);
  await files.remove('a' as ChatId, ['1' as MessageId]);
  assert.equal(await files.get(ref('a', '1')), undefined);
  assert.equal((await files.get(ref('a', '12')))?.size, 3, 'another message, whose id begins the same');
  await files.remove('a' as ChatId);
  assert.equal(await files.get(ref('a', '12')), undefined);
  assert.equal((await files.get(ref('b', '1')))?.size, 3);
});

test('what is kept has a limit: too large a file is not kept, and the first makes room for the last', async () => {
  const files = createKeptFiles(browser(), limits);
  await files.put(ref('a', 'large'), bytes(7));
  for (const message of ['1', '2', '3']) await files.put(ref('a', message), bytes(4));
  const sizes = ['large', '1', '2', '3'].map(async message => (await files.get(ref('a', message)))?.size);
  assert.deepEqual(await Promise.all(sizes), [undefined, undefined, 4, 4]);
});

test('a browser that has no room or no cache keeps nothing, and nothing fails', async () => {
  for (const files of [createKeptFiles(browser(true)), createKeptFiles(undefined)]) {
    await files.put(ref('a', '1'), bytes(1));
    assert.equal(await files.get(ref('a', '1')), undefined);
    await files.remove('a' as ChatId);
  }
});

test('F33 which messages something is kept of is known, so that what is left of those that are gone can go too', async () => {
  const files = createKeptFiles(browser());
  assert.deepEqual(await files.messages(), []);
  await files.put(ref('a', '1'), bytes(1));
  await files.put({ ...ref('a', '1'), index: 1 }, bytes(1));
  await files.put(ref('b', '2'), bytes(1));
  assert.deepEqual(await files.messages(), [
    { chat: 'a', message: '1' },
    { chat: 'b', message: '2' },
  ]);
  assert.deepEqual(await createKeptFiles(undefined).messages(), []);
});
