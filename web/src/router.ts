// Addresses of the app: an address for each chat, so that Back, reload and bookmarks work (U1). The server answers these
// with index.html; server/src/http/web-app.ts has the same list.
import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'chats' }
  | { readonly page: 'archived' }
  | { readonly page: 'starred' }
  | { readonly page: 'new' }
  | { readonly page: 'new-group' }
  /** What the link holds stands behind `#`. */
  | { readonly page: 'join' }
  | {
      readonly page: 'chat';
      readonly account: string;
      readonly info: boolean /** A message's cursor. */;
      readonly at?: string;
    }
  | { readonly page: 'settings'; readonly section?: string }
  | { readonly page: 'unknown' };

export function parseRoute(path: string, query = ''): Route {
  const [first, second, third, ...rest] = path.split('/').filter(Boolean).map(decodePart);
  if (rest.length > 0) return { page: 'unknown' };
  if (first === undefined) return { page: 'chats' };
  if (isPlain(first) && second === undefined) return { page: first };
  if (first === 'new' && second === 'group' && third === undefined) return { page: 'new-group' };
  if (first === 'settings' && third === undefined) return { page: 'settings', ...(second ? { section: second } : {}) };
  if (first !== 'chat' || second === undefined || (third !== undefined && third !== 'info')) return { page: 'unknown' };
  const at = new URLSearchParams(query).get('at');
  return { page: 'chat', account: second, info: third === 'info', ...(at ? { at } : {}) };
}

const isPlain = (page: string) => page === 'archived' || page === 'starred' || page === 'new' || page === 'join';

export const paths = {
  chats: '/',
  archived: '/archived',
  starred: '/starred',
  new: '/new',
  newGroup: '/new/group',
  join: '/join',
  chat: (account: string, at?: string) =>
    `/chat/${encodeURIComponent(account)}${at ? `?at=${encodeURIComponent(at)}` : ''}`,
  info: (account: string) => `/chat/${encodeURIComponent(account)}/info`,
  settings: (section?: string) => (section ? `/settings/${encodeURIComponent(section)}` : '/settings'),
} as const;

const CHANGED = 'parley-route';

/** Goes there; without `replace`, Back comes back here. */
export function navigate(path: string, { replace = false } = {}): void {
  if (path === location.pathname + location.search) return;
  if (replace) history.replaceState({ inApp: history.state?.inApp ?? false }, '', path);
  else history.pushState({ inApp: true }, '', path);
  dispatchEvent(new Event(CHANGED));
}

/** As the browser's Back when the page before was ours, else up to `fallback`. */
export function goBack(fallback: string): void {
  if (history.state?.inApp) history.back();
  else navigate(fallback, { replace: true });
}

export function useRoute(): Route {
  return useSyncExternalStore(onNavigation, currentRoute);
}

/** The same object for as long as the address is the same. */
export function currentRoute(): Route {
  const address = location.pathname + location.search;
  if (address !== known.address) known = { address, route: parseRoute(location.pathname, location.search) };
  return known.route;
}

let known: { address: string; route: Route } = { address: '', route: { page: 'unknown' } };

/** Calls it whenever the address changes, until the returned function is called. */
export function onNavigation(listener: () => void): () => void {
  addEventListener(CHANGED, listener);
  addEventListener('popstate', listener);
  return () => {
    removeEventListener(CHANGED, listener);
    removeEventListener('popstate', listener);
  };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
