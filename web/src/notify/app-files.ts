// The app's own files, kept in this browser so that it opens without the server (U45). A version is kept whole: files of
// two versions are never mixed, and the one before stays for tabs that still run it.

export interface AppVersion {
  readonly version: string;
  /** Addresses; those under /assets/ never change their contents. */
  readonly files: readonly string[];
}

export interface Surroundings {
  readonly caches: CacheStorage;
  readonly fetch: typeof fetch;
  readonly origin: string;
}

const PREFIX = 'parley-app-';
const HASHED = '/assets/';
/** Addresses that the app reads itself: router.ts and the server's http/web-app.ts have the same. */
const PAGES = /^\/(?:|chat\/[^/]+(?:\/info)?|settings(?:\/[^/]+)?|new|archived)$/;
const MATCH = { ignoreVary: true } as const;

/** All of it, or none. @throws when a file cannot be had: the version before stays */
export async function keepVersion({ version, files }: AppVersion, { caches, fetch }: Surroundings): Promise<void> {
  const cache = await caches.open(PREFIX + version);
  await Promise.all(
    files.map(async path => {
      const hashed = path.startsWith(HASHED);
      const known = hashed ? await caches.match(path, MATCH) : undefined;
      const response = known ?? (await fetch(path, { cache: hashed ? 'default' : 'reload' }));
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await cache.put(path, response);
    }),
  );
}

/** Versions older than the one before. */
export async function dropOldVersions({ version }: AppVersion, { caches }: Surroundings): Promise<void> {
  const others = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== PREFIX + version);
  await Promise.all(others.slice(0, -1).map(name => caches.delete(name)));
}

/** Undefined: it is the server's to answer, as everything under /v1/. */
export function answer(request: Request, app: AppVersion, surroundings: Surroundings): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== surroundings.origin) return undefined;
  if (request.mode === 'navigate')
    return PAGES.test(pathname) ? fromVersion('/', request, app, surroundings) : undefined;
  if (pathname.startsWith(HASHED)) return asset(pathname, request, app, surroundings);
  return app.files.includes(pathname) ? fromVersion(pathname, request, app, surroundings) : undefined;
}

async function fromVersion(
  path: string,
  request: Request,
  { version }: AppVersion,
  { caches, fetch }: Surroundings,
): Promise<Response> {
  const cache = await caches.open(PREFIX + version);
  return (await cache.match(path, MATCH)) ?? fetch(request);
}

/** Of any version: a tab that runs the one before asks for its own. What is rarely needed is kept once it was. */
async function asset(
  path: string,
  request: Request,
  { version }: AppVersion,
  { caches, fetch }: Surroundings,
): Promise<Response> {
  const known = await caches.match(path, MATCH);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(PREFIX + version)).put(path, response.clone());
  return response;
}
