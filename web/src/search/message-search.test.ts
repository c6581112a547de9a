import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SearchRow } from '@parley/client';
import { createMessageSearch, type MessageSearch, type SearchEngine } from './message-search.ts';
import { type Port, serveSearch } from './serve-search.ts';

const row = (id: string, text: string): SearchRow =>
  ({ chat: 'alice', id, author: 'alice', ts: Number(id), cursor: id, text }) as SearchRow;

type Page = { readonly rows: SearchRow[]; readonly next?: string };

/** An engine whose pages come when the test says so. */
function fakeEngine() {
  const listeners = new Map<string, (value: never) => void>();
  const asked: { afterKey: string | undefined; resolve: (page: Page) => void; reject: (error: Error) => void }[] = [];
  const engine = {
    on: (event: string, listener: (value: never) => void) => void listeners.set(event, listener),
    searchRows: ({ afterKey }: { afterKey?: string }) =>
      new Promise<Page>((resolve, reject) => asked.push({ afterKey, resolve, reject })),
  } as unknown as SearchEngine;
  return { engine, asked, emit: (event: string, value: unknown) => listeners.get(event)!(value as never) };
}

/** Both sides in one thread, as a worker's messages would pass. */
function ports(): [Port, Port] {
  const listeners: ((event: MessageEvent) => void)[][] = [[], []];
  const port = (own: number): Port => ({
    postMessage: data => {
      for (const listener of listeners[1 - own]!) listener({ data: structuredClone(data) } as MessageEvent);
    },
    addEventListener: (_type, listener) => void listeners[own]!.push(listener),
  });
  return [port(0), port(1)];
}

function setUp() {
  const fake = fakeEngine();
  const [tab, worker] = ports();
  serveSearch(worker);
  const search = createMessageSearch({ engine: fake.engine, port: tab, later: run => run() });
  return { ...fake, search };
}

const ids = async (search: MessageSearch, query: string): Promise<string[]> =>
  (await search.find({ query, limit: 10 })).rows.map(({ id }) => id);

/** Lets what a page's answer starts run to its end. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

test('U9 what has been read is found while the rest is still being read, and how far that is can be seen', async () => {
  const { asked, search } = setUp();
  asked[0]!.resolve({ rows: [row('1', 'hello')], next: 'k' });
  await settle();
  assert.deepEqual(await ids(search, 'hello'), ['1']);
  assert.deepEqual(search.getState(), { state: 'reading', rows: 1, version: 1 });
  assert.equal(asked[1]!.afterKey, 'k');
  asked[1]!.resolve({ rows: [row('2', 'hello again')] });
  await settle();
  assert.equal(search.getState().state, 'done');
  assert.deepEqual(await ids(search, 'hello'), ['2', '1']);
});

test('F33 what was deleted for everyone is not found any more, what was edited as it is now', async () => {
  const { asked, search, emit } = setUp();
  asked[0]!.resolve({ rows: [row('1', 'my secret'), row('2', 'at nien')] });
  await settle();
  const { text: _, ...gone } = row('1', '');
  emit('status', { ...gone, deletedBy: 'alice' });
  emit('status', { ...row('2', 'at nine'), edited: true });
  assert.deepEqual(await ids(search, 'secret'), []);
  assert.deepEqual(await ids(search, 'nien'), []);
  assert.deepEqual(await ids(search, 'nine'), ['2']);
});

test('U9 what comes, changes and goes is found as it is, and answers are known to be others', async () => {
  const { asked, search, emit } = setUp();
  asked[0]!.resolve({ rows: [] });
  await settle();
  const { version } = search.getState();
  emit('message', row('1', 'first'));
  emit('message', { ...row('2', ''), text: undefined });
  assert.ok(search.getState().version > version);
  assert.deepEqual(await ids(search, 'first'), ['1']);
  emit('status', row('1', 'second'));
  assert.deepEqual(await ids(search, 'first'), []);
  emit('removed', { chat: 'alice', ids: ['1'] });
  assert.deepEqual(await ids(search, 'second'), []);
  emit('message', row('3', 'third'));
  emit('removed', { chat: 'alice', ids: [], chatToo: true });
  assert.deepEqual(await ids(search, 'third'), []);
});

test('U9 a document is found by its name as soon as it comes', async () => {
  const { emit, search } = setUp();
  const attachments = [{ name: 'Stalls on Saturday.pdf', type: 'application/pdf', size: 1 }];
  emit('message', { ...row('1', ''), attachments });
  assert.deepEqual(await ids(search, 'saturday'), ['1']);
});

test('a page that was read before something was deleted or changed does not bring it back', async () => {
  const { asked, search, emit } = setUp();
  emit('removed', { chat: 'alice', ids: ['1'] });
  emit('status', row('2', 'new words'));
  asked[0]!.resolve({ rows: [row('1', 'old words'), row('2', 'old words')] });
  await settle();
  assert.deepEqual(await ids(search, 'old'), []);
  assert.deepEqual(await ids(search, 'words'), ['2']);
});

test('after another leader has taken over everything is read again, and what went meanwhile is gone', async () => {
  const { asked, search, emit } = setUp();
  asked[0]!.resolve({ rows: [row('1', 'hello'), row('2', 'hello')] });
  await settle();
  emit('refresh', undefined);
  asked[1]!.resolve({ rows: [row('2', 'hello')] });
  await settle();
  assert.deepEqual(await ids(search, 'hello'), ['2']);
});

test('a failure is told, and reading can be begun again', async () => {
  const { asked, search } = setUp();
  asked[0]!.reject(new Error('gone'));
  await settle();
  assert.equal(search.getState().state, 'failed');
  search.readAgain();
  asked[1]!.resolve({ rows: [row('1', 'hello')] });
  await settle();
  assert.equal(search.getState().state, 'done');
});
