// Finds what can be clicked in a text: web addresses, mail addresses, phone numbers. Every pattern starts behind a
// character that can't be part of it, so that a long run of letters costs one pass and no more.
import { hostWarning } from './hosts.ts';
import type { Link } from './tokens.ts';

export interface FoundLink {
  readonly from: number;
  readonly to: number;
  readonly link: Link;
}

// An address ends at white space, at controls of direction, at quotes and at the punctuation of Chinese and Japanese.
const END = String.raw`\s<>"“”«»\u0000-\u001F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\u3001\u3002\u300A-\u3011\uFF01\uFF08\uFF09\uFF0C\uFF1A\uFF1B\uFF1F`;
const WEB = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^${END}]+`, 'giu');
const MAIL = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?![\w-])/gi;
const PHONES = [
  // +49 30 1234567, 0049 30 1234567
  /(?<![\w+.])(?:\+|00)[1-9](?:[ ().\u00A0-]{0,2}\d){6,14}(?!\w)/g,
  // 030 1234567, 0176-1234567
  /(?<![\w+.,:/-])0[1-9]\d{1,4}[ /-]?\d{3,5}(?:[ -]?\d{1,5}){0,2}(?![\w.,:/-]*\d)/g,
  // (555) 123-4567
  /(?<![\w+.,:/-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w-])/g,
];

/** In order, never overlapping. */
export function findLinks(text: string): FoundLink[] {
  const found = webLinks(text);
  const add = (from: number, matched: string, href: string): void => {
    const to = from + matched.length;
    if (!found.some(other => from < other.to && other.from < to))
      found.push({ from, to, link: { text: matched, href } });
  };
  for (const match of text.includes('@') ? text.matchAll(MAIL) : []) add(match.index, match[0], `mailto:${match[0]}`);
  for (const pattern of /\d/.test(text) ? PHONES : []) {
    for (const match of text.matchAll(pattern)) add(match.index, match[0], `tel:${match[0].replace(/[^\d+]/g, '')}`);
  }
  return found.sort((a, b) => a.from - b.from);
}

function webLinks(text: string): FoundLink[] {
  if (!/:\/\/|www\./i.test(text)) return [];
  return [...text.matchAll(WEB)].flatMap(match => {
    const shown = withoutTail(match[0]);
    const href = /^www\./i.test(shown) ? `https://${shown}` : shown;
    const url = URL.canParse(href) ? new URL(href) : undefined;
    if (!url || !/^https?:$/.test(url.protocol) || !/[^.]\.[^.]|localhost|^\[/.test(url.hostname)) return [];
    const warning = hostWarning(url, href);
    const link: Link = { text: shown, href: url.href, ...(warning && { warning }) };
    return [{ from: match.index, to: match.index + shown.length, link }];
  });
}

/** Without the punctuation of the sentence around it; a closing bracket stays when the address has opened it. */
function withoutTail(address: string): string {
  const shown = address.replace(/[.,:;!?'’*_~|`…]+$/, '');
  for (const [open, close] of ['()', '[]', '{}'] as const) {
    if (shown.endsWith(close!) && count(shown, close!) > count(shown, open!)) {
      return withoutTail(shown.slice(0, -1));
    }
  }
  return shown;
}

const count = (text: string, char: string): number => text.split(char).length - 1;
