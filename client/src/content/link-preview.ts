// What is shown of a page that a text names. Its sender's program has read the page; to everybody else it is the sender's word.
import { limits, type wire } from '@parley/protocol';
import type { LinkPreview } from '../message.ts';
import { isPicture } from '../profiles/avatar.ts';

/** Undefined: it is of no address in the text, or says nothing. */
export function previewFor(
  text: string,
  { url, title, description, image }: wire.LinkPreview.$Properties,
): LinkPreview | undefined {
  if (!url || !text.includes(url) || !isWebAddress(url)) return undefined;
  const [shownTitle, shownDescription] = [
    lineOf(title, limits.maxPreviewTitle),
    lineOf(description, limits.maxPreviewText),
  ];
  if (shownTitle === '') return undefined;
  return {
    url,
    title: shownTitle,
    ...(shownDescription ? { description: shownDescription } : {}),
    // A copy: what was decoded is a view of the whole message.
    ...(image?.length && isPicture(image) ? { image: new Uint8Array(image) } : {}),
  };
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** One line of so many characters, without controls or what turns text around. */
function lineOf(text: string | null | undefined, most: number): string {
  const line = (text ?? '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const chars = [...line];
  return chars.length <= most ? line : `${chars.slice(0, most - 1).join('')}…`;
}
