import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, dropOldVersions, keepVersion, type Surroundings } from './app-files.ts';

const origin = 'https://parley.test';

/** Caches as the platform has them, as far as they are used, and a server that can be down. */
function browser(files: Record<string, string>) {
  const stores = new Map<string, Map<string, Response>>();
  const asked: string[] = [];
  const server = { files, up: true };
  const pathOf = (what: RequestInfo | URL): string =>
    new URL(what instanceof Request ? what.url : what, origin).pathname;
  const found = (store: Map<string, Response>, what: RequestInfo): Response | undefined =>
    store.get(pathOf(what))?.clone();
  const open = (name: string): Cache => {
    const store = stores.get(name) ?? stores.set(name, new Map()).get(name)!;
    return {
      match: async (what: RequestInfo) => found(store, what),
      put: async (what: RequestInfo, response: Response) => void store.set(pathOf(what), response),
    } as Cache;
  };
  const caches = {
    open: async (name: string) => open(name),
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    match: async (what: RequestInfo) => [...stores.values()].flatMap(store => found(store, what) ?? [])[0],
  } as unknown as CacheStorage;
  const fetch = (async (what: RequestInfo) => {
    const path = pathOf(what);
    asked.push(path);
    if (!server.up) throw new TypeError('no server');
    return path in server.files ? new Response(server.files[path]) : new Response('', { status: 404 });
  }) as typeof globalThis.fetch;
  const surroundings: Surroundings = { caches, fetch, origin };
  return { surroundings, stores, asked, server };
}

const one = { version: '1', files: ['/', '/theme.js', '/assets/a-1.js'] };
const two = { version: '2', files: ['/', '/theme.js', '/assets/b-2.js'] };
const first = { '/': 'page 1', '/theme.js': 'theme 1', '/assets/a-1.js': 'a', '/assets/emoji-1.json': 'smile' };

const get = (path: string, mode?: 'navigate'): Request => {
  const request = new Request(new URL(path, origin));
  // Only a browser makes requests of that mode.
  return mode ? Object.defineProperty(request, 'mode', { value: mode }) : request;
};

test('U45 what was kept is answered without the server, for every address of the app', async () => {
  const { surroundings, server } = browser(first);
  await keepVersion(one, surroundings);
  server.up = false;
  for (const path of ['/', '/chat/abc', '/chat/abc/info', '/chat/abc?at=1', '/settings/profile', '/new', '/archived'])
    assert.equal(await (await answer(get(path, 'navigate'), one, surroundings))?.text(), 'page 1', path);
  assert.equal(await (await answer(get('/theme.js'), one, surroundings))?.text(), 'theme 1');
  assert.equal(await (await answer(get('/assets/a-1.js'), one, surroundings))?.text(), 'a');
});

test('what belongs to the server goes to the server', () => {
  const { surroundings } = browser({});
  for (const request of [
    get('/v1/server'),
    get('/docs', 'navigate'),
    get('/metrics', 'navigate'),
    get('https://elsewhere.test/theme.js'),
    new Request(`${origin}/theme.js`, { method: 'POST' }),
  ])
    assert.equal(answer(request, one, surroundings), undefined, request.url);
});

test('U36 a version is kept whole or not at all, and the old page keeps its own files meanwhile', async () => {
  const { surroundings, server, asked } = browser(first);
  await keepVersion(one, surroundings);
  server.files = { '/': 'page 2', '/theme.js': 'theme 2' };
  await assert.rejects(keepVersion(two, surroundings), /b-2\.js: 404/);
  assert.equal(await (await answer(get('/', 'navigate'), one, surroundings))?.text(), 'page 1');
  server.files['/assets/b-2.js'] = 'b';
  await keepVersion(two, surroundings);
  assert.equal(await (await answer(get('/theme.js'), one, surroundings))?.text(), 'theme 1');
  assert.equal(await (await answer(get('/theme.js'), two, surroundings))?.text(), 'theme 2');
  await dropOldVersions(two, surroundings);
  assert.equal(
    await (await answer(get('/assets/a-1.js'), two, surroundings))?.text(),
    'a',
    'a tab of before still runs',
  );
  assert.equal(asked.filter(path => path === '/assets/a-1.js').length, 1, 'and it was not loaded again');
});

test('only the version before is kept beside the present one, and other caches are left alone', async () => {
  const { surroundings, stores } = browser({ ...first, '/assets/b-2.js': 'b' });
  stores.set('parley-push', new Map());
  for (const version of ['1', '2', '3']) await keepVersion({ ...one, version }, surroundings);
  await dropOldVersions({ ...one, version: '3' }, surroundings);
  assert.deepEqual([...stores.keys()], ['parley-push', 'parley-app-2', 'parley-app-3']);
});

test('what is rarely needed is kept once it was needed', async () => {
  const { surroundings, server } = browser(first);
  await keepVersion(one, surroundings);
  assert.equal(await (await answer(get('/assets/emoji-1.json'), one, surroundings))?.text(), 'smile');
  server.up = false;
  assert.equal(await (await answer(get('/assets/emoji-1.json'), one, surroundings))?.text(), 'smile');
});
