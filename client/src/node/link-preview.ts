// Makes the preview of the first page that a text names, on the sender's machine: the site sees its address and when, and the
// server nothing. Whoever receives the message asks nobody.
import { limits } from '@parley/protocol';
import { previewFor } from '../content/link-preview.ts';
import type { LinkPreview } from '../message.ts';
import { type Page, type ReadPage, readPage } from './read-page.ts';

const MAX_PAGE_BYTES = 512 * 1024;
const MAX_REDIRECTS = 3;
const WITHIN_MS = 5_000;

export interface PreviewOptions {
  readonly signal?: AbortSignal;
  /** In place of the network's. */
  readonly read?: ReadPage;
}

/** Undefined: there is no https address in it, or nothing can be shown of the page. Never throws but for the signal. */
export async function makeLinkPreview(text: string, options: PreviewOptions = {}): Promise<LinkPreview | undefined> {
  const { signal, read = readPage } = options;
  const url = firstAddress(text);
  if (!url) return undefined;
  const ending = AbortSignal.any([AbortSignal.timeout(WITHIN_MS), ...(signal ? [signal] : [])]);
  try {
    const { page, at } = await follow(new URL(url), read, ending);
    const tags = tagsOf(page);
    const image = await imageOf(tags.get('og:image'), at, read, ending);
    const title = tags.get('og:title') ?? tags.get('title') ?? '';
    const description = tags.get('og:description') ?? tags.get('description') ?? '';
    return previewFor(text, { url, title, description, ...(image ? { image } : {}) });
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

function firstAddress(text: string): string | undefined {
  const found = /(?<![\p{L}\p{N}])https:\/\/[^\s<>"]+/iu.exec(text)?.[0].replace(/[.,:;!?'’)\]}*_~|`…]+$/, '');
  return found && URL.canParse(found) ? found : undefined;
}

async function follow(url: URL, read: ReadPage, signal: AbortSignal): Promise<{ page: Page; at: URL }> {
  let at = url;
  for (let i = 0; i <= MAX_REDIRECTS; i++) {
    const page = await read(at, MAX_PAGE_BYTES, signal);
    if (page.status === 200 && /^text\/html\b/i.test(page.type)) return { page, at };
    if (page.status < 300 || page.status > 399 || !page.location) throw new Error('no page');
    at = new URL(page.location, at);
  }
  throw new Error('sent from one to the next');
}

/** What the head says, by name. */
function tagsOf({ bytes, type }: Page): Map<string, string> {
  const html = decoded(bytes, /charset=["']?([\w-]+)/i.exec(type)?.[1]);
  const tags = new Map<string, string>();
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1];
  if (title) tags.set('title', plain(title));
  for (const [tag] of html.matchAll(/<meta\s[^>]{1,4000}>/gi)) {
    const name = attribute(tag, 'property') ?? attribute(tag, 'name');
    const content = attribute(tag, 'content');
    if (name && content && !tags.has(name.toLowerCase())) tags.set(name.toLowerCase(), plain(content));
  }
  return tags;
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  return match?.[1] ?? match?.[2];
}

function decoded(bytes: Uint8Array, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function plain(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,5}));/gi, (all, decimal, hex, name) => {
    if (name) return named[name.toLowerCase()] ?? all;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** A small one, as it is: nothing here draws it anew. */
async function imageOf(address: string | undefined, page: URL, read: ReadPage, signal: AbortSignal) {
  if (!address || !URL.canParse(address, page)) return undefined;
  try {
    const { status, bytes } = await read(new URL(address, page), limits.maxAvatarBytes + 1, signal);
    return status === 200 && bytes.length <= limits.maxAvatarBytes ? bytes : undefined;
  } catch {
    return undefined;
  }
}
