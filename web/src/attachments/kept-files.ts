// Files that have been opened, kept in this browser: they are there without a network, and after the server has forgotten
// them. They go with their message, and with the device: wiping removes caches whose names begin as the profile's do.
import type { ChatId, MessageId } from '@parley/client';
import type { FilePlace } from './open-files.ts';

const CACHE = 'parley/default/files';
const MOST_BYTES = 500_000_000;
const MOST_FILE_BYTES = 50_000_000;

type MessagePlace = Pick<FilePlace, 'chat' | 'message'>;

export interface KeptFiles {
  /** Undefined: it is not kept. Never fails. */
  get(ref: FilePlace): Promise<Blob | undefined>;
  /** Keeps it if there is room; those kept first go first. Never fails. */
  put(ref: FilePlace, blob: Blob): Promise<void>;
  /** The messages that something is kept of. */
  messages(): Promise<readonly MessagePlace[]>;
  /** Of these messages, or of the whole chat. */
  remove(chat: ChatId, ids?: readonly MessageId[]): Promise<void>;
}

interface Limits {
  readonly mostBytes: number;
  readonly mostFileBytes: number;
}

const usual: Limits = { mostBytes: MOST_BYTES, mostFileBytes: MOST_FILE_BYTES };
const prefixOf = (chat: ChatId, message?: MessageId): string => `/kept/${chat}/${message ? `${message}/` : ''}`;
const pathOf = ({ chat, message, index }: FilePlace): string => `${prefixOf(chat, message)}${index}`;
/** The size is in the address, so that the sum is known without opening any. */
const bytesOf = ({ url }: Request): number => Number(new URL(url).searchParams.get('bytes')) || 0;

export function createKeptFiles(storage: Pick<CacheStorage, 'open'> | undefined, limits = usual): KeptFiles {
  const open = async (): Promise<Cache | undefined> => storage?.open(CACHE).catch(() => undefined);

  async function makeRoom(cache: Cache): Promise<void> {
    const kept = await cache.keys();
    let total = kept.reduce((sum, request) => sum + bytesOf(request), 0);
    for (const request of kept) {
      if (total <= limits.mostBytes) return;
      await cache.delete(request);
      total -= bytesOf(request);
    }
  }

  return {
    async get(ref) {
      const found = await (await open())?.match(pathOf(ref), { ignoreSearch: true }).catch(() => undefined);
      return found?.blob().catch(() => undefined);
    },
    async put(ref, blob) {
      if (blob.size > limits.mostFileBytes) return;
      const cache = await open();
      if (!cache) return;
      try {
        await cache.put(`${pathOf(ref)}?bytes=${blob.size}`, new Response(blob));
        await makeRoom(cache);
      } catch {
        // The browser has no room: it is fetched again when it is wanted.
      }
    },
    async messages() {
      const kept = (await (await open())?.keys().catch(() => undefined)) ?? [];
      const places = new Map<string, MessagePlace>();
      for (const { url } of kept) {
        const [, , chat, message] = new URL(url).pathname.split('/');
        if (chat && message) places.set(message, { chat: chat as ChatId, message: message as MessageId });
      }
      return [...places.values()];
    },
    async remove(chat, ids) {
      const cache = await open();
      const prefixes = ids?.map(id => prefixOf(chat, id)) ?? [prefixOf(chat)];
      for (const request of (await cache?.keys()) ?? []) {
        const { pathname } = new URL(request.url);
        if (prefixes.some(prefix => pathname.startsWith(prefix))) await cache?.delete(request);
      }
    },
  };
}

export const keptFiles = createKeptFiles(globalThis.caches);
