// Which voice messages of others have been heard in this browser (U22). Kept beside the files, and wiped with them.
import type { ChatId, MessageId } from '@parley/client';
import { create } from 'zustand';
import { type FileRef, keyOfFile } from './open-files.ts';

const CACHE = 'parley/default/played';
const PREFIX = '/played/';

/** Undefined until it has been read: nothing is said of anything. */
export const usePlayed = create<{ readonly keys: ReadonlySet<string> | undefined }>(() => ({ keys: undefined }));

let asked = false;

export function readPlayed(): void {
  if (!asked) void read();
  asked = true;
}

async function read(): Promise<void> {
  const marks = await (await openCache())?.keys().catch(() => []);
  const keys = (marks ?? []).map(({ url }) => new URL(url).pathname.slice(PREFIX.length));
  usePlayed.setState(({ keys: before = [] }) => ({ keys: new Set([...keys, ...before]) }));
}

export async function markPlayed(ref: FileRef): Promise<void> {
  const key = keyOfFile(ref);
  if (usePlayed.getState().keys?.has(key)) return;
  usePlayed.setState(({ keys = [] }) => ({ keys: new Set([...keys, key]) }));
  await (await openCache())?.put(PREFIX + key, new Response('')).catch(() => undefined);
}

export async function forgetPlayed(chat: ChatId, ids?: readonly MessageId[]): Promise<void> {
  const cache = await openCache();
  const prefixes = ids?.map(id => `${PREFIX}${chat}/${id}/`) ?? [`${PREFIX}${chat}/`];
  for (const request of (await cache?.keys()) ?? []) {
    const { pathname } = new URL(request.url);
    if (prefixes.some(prefix => pathname.startsWith(prefix))) await cache?.delete(request);
  }
}

async function openCache(): Promise<Cache | undefined> {
  return globalThis.caches?.open(CACHE).catch(() => undefined);
}
