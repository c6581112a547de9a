// The index's side of what the tab and the search worker say to each other.
import type { SearchRow } from '@parley/client';
import { createSearchIndex, type Find, type Found } from './search-index.ts';

export type ToIndex =
  | { readonly kind: 'begin' }
  /** `read`: of a page that was asked for; what is told meanwhile is newer. */
  | { readonly kind: 'put'; readonly rows: readonly SearchRow[]; readonly read: boolean }
  | { readonly kind: 'end' }
  | { readonly kind: 'remove'; readonly chat: string; readonly ids?: readonly string[] }
  | { readonly kind: 'find'; readonly ask: number; readonly find: Find };

export interface FromIndex {
  readonly ask: number;
  readonly found: Found;
}

export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export function serveSearch(port: Port): void {
  const index = createSearchIndex();
  /** Told while everything is being read: a page that was read before must not undo it. */
  let told: Set<string> | undefined;
  const isOld = ({ chat, id }: SearchRow): boolean => told?.has(`${chat} ${id}`) === true || told?.has(chat) === true;

  port.addEventListener('message', ({ data }: MessageEvent<ToIndex>) => {
    if (data.kind === 'begin') {
      told = new Set();
      index.beginReading();
    } else if (data.kind === 'end') {
      index.endReading();
      told = undefined;
    } else if (data.kind === 'put') {
      for (const row of data.rows) {
        if (!data.read) told?.add(`${row.chat} ${row.id}`);
        if (!data.read || !isOld(row)) index.put(row);
      }
    } else if (data.kind === 'remove') {
      for (const id of data.ids ?? []) told?.add(`${data.chat} ${id}`);
      if (!data.ids) told?.add(data.chat);
      index.remove(data.chat, data.ids);
    } else port.postMessage({ ask: data.ask, found: index.find(data.find) } satisfies FromIndex);
  });
}
