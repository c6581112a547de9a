// Pictures of people as addresses that <img> takes. Asked for once by hash, kept for as long as the tab lives: they are
// small (12 kB at most) and few are on the screen.
import type { ChatId } from '@parley/protocol';
import { useEffect } from 'react';
import { create } from 'zustand';
import { engine } from '../engine/engine.ts';

/** By hash; empty while it is being asked for. */
const useUrls = create<{ readonly [hash: string]: string }>(() => ({}));

/** The picture with that hash; undefined: there is none, or it is not here yet. */
export function useAvatar(account: string, hash: string | undefined): string | undefined {
  const url = useUrls(urls => (hash === undefined ? undefined : urls[hash]));
  useEffect(() => {
    if (hash !== undefined && useUrls.getState()[hash] === undefined) void load(account as ChatId, hash);
  }, [account, hash]);
  return url || undefined;
}

async function load(account: ChatId, hash: string): Promise<void> {
  useUrls.setState({ [hash]: '' });
  const bytes = await engine.avatarOf(account).catch(() => undefined);
  if (bytes) useUrls.setState({ [hash]: URL.createObjectURL(new Blob([Uint8Array.from(bytes)])) });
}
