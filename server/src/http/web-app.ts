// Serves the built web app: its files, index.html for the app's own addresses, and the headers that keep other people's
// script and other origins out. Knows nothing of what is in the files.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Only files of this origin; no inline script or style; no string becomes markup or a script's address unchecked (U44). */
const policy = (edge: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...edge].join(' '),
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types parley',
  ].join('; ');

const HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Addresses that the app reads itself; web/src/router.ts has the same list. */
const PAGES = [
  '/',
  '/chat/:account',
  '/chat/:account/info',
  '/settings',
  '/settings/:page',
  '/new',
  '/new/group',
  '/archived',
  '/starred',
  '/join',
];

/** Its name changes when its contents do. */
const HASHED = '/assets/';
const FOREVER = 'public, max-age=31536000, immutable';
/** Kept, but asked for each time whether it is still so. */
const REVALIDATED = 'no-cache';

/** The folder to serve, or undefined. `auto` is the build beside this server, when there is one. */
export function findWebApp(setting: string): string | undefined {
  if (setting === 'none') return undefined;
  if (setting === 'auto') {
    const built = fileURLToPath(new URL('../../../web/dist', import.meta.url));
    return existsSync(join(built, 'index.html')) ? built : undefined;
  }
  if (existsSync(join(setting, 'index.html'))) return resolve(setting);
  throw new Error(`there is no web app in ${setting}: build it with npm run build:web, or set --web none`);
}

/** `edgeUrl`: files are fetched there too; an origin is named to browsers only if it is another one. */
export async function registerWebApp(app: FastifyInstance, folder: string, edgeUrl = ''): Promise<void> {
  const edge = URL.parse(edgeUrl)?.origin;
  const headers = { ...HEADERS, 'content-security-policy': policy(edge ? [edge] : []) };
  const { default: serveStatic } = await import('@fastify/static');
  await app.register(serveStatic, {
    root: folder,
    preCompressed: true,
    index: false,
    cacheControl: false,
    schemaHide: true,
    dotfiles: 'ignore',
    setHeaders: (reply, path) => {
      reply.headers(headers);
      reply.header('cache-control', path.slice(folder.length).startsWith(HASHED) ? FOREVER : REVALIDATED);
    },
  });
  const page = (_request: unknown, reply: FastifyReply): FastifyReply => reply.sendFile('index.html');
  for (const path of PAGES) app.get(path, { schema: { hide: true } }, page);
}
