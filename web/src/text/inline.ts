// Marks within a paragraph: `code`, links, *bold*, _italic_, ~strike~, ||spoiler||. Code and links come first, so that an
// underscore in an address is no mark. As in other messengers, a mark opens before a word, closes behind one, stays in
// its line, and anything else is an ordinary character.
import type { Mention } from '@parley/client';
import { findLinks } from './links.ts';
import type { Inline, Mark } from './tokens.ts';

/** A stretch of the text that marks may stand around but not in. */
interface Solid {
  readonly from: number;
  readonly to: number;
  readonly token: Inline;
}

const MARKS: Readonly<Record<string, Mark>> = { '*': 'bold', _: 'italic', '~': 'strike', '||': 'spoiler' };
const CODE = /`([^`\n]+)`/g;
const WORD = /[\p{L}\p{N}]/u;

export function inlineTokens(text: string, mentions: readonly Mention[] = []): Inline[] {
  return between(text, 0, text.length, solids(text, mentions), new Set());
}

function solids(text: string, mentions: readonly Mention[]): Solid[] {
  const codes: Solid[] = [...text.matchAll(CODE)]
    .filter(match => match[1]!.trim())
    .map(match => ({
      from: match.index,
      to: match.index + match[0].length,
      token: { kind: 'code', text: match[1]! },
    }));
  const links: Solid[] = findLinks(text).map(({ from, to, link }) => ({ from, to, token: { kind: 'link', ...link } }));
  const named: Solid[] = mentions.map(({ account, start, length }) => {
    const to = start + length;
    return { from: start, to, token: { kind: 'mention', text: text.slice(start, to), account } };
  });
  const taken = [...codes];
  // Code first, then names, then links: none of them stands in another.
  for (const solid of [...named, ...links]) {
    if (!taken.some(other => solid.from < other.to && other.from < solid.to)) taken.push(solid);
  }
  return taken.sort((a, b) => a.from - b.from);
}

/** The tokens of text[from, to); `open` are the marks around it, which can't be opened again. */
function between(text: string, from: number, to: number, all: readonly Solid[], open: ReadonlySet<Mark>): Inline[] {
  const inside = all.filter(solid => solid.from >= from && solid.to <= to);
  const tokens: Inline[] = [];
  let plainFrom = from;
  let at = from;
  let next = 0;
  const flush = (end: number): void => {
    if (end > plainFrom) tokens.push({ kind: 'text', text: text.slice(plainFrom, end) });
  };
  while (at < to) {
    const solid = inside[next];
    if (solid && at >= solid.from) {
      flush(solid.from);
      tokens.push(solid.token);
      at = plainFrom = solid.to;
      next++;
      continue;
    }
    const marked = markAt(text, at, to, inside, open);
    if (!marked) {
      at++;
      continue;
    }
    flush(at);
    tokens.push({ kind: marked.mark, children: between(text, marked.from, marked.to, inside, marked.open) });
    at = plainFrom = marked.end;
    while (inside[next] && inside[next]!.from < at) next++;
  }
  flush(to);
  return tokens;
}

interface Marked {
  readonly mark: Mark;
  readonly from: number;
  readonly to: number;
  readonly end: number;
  readonly open: ReadonlySet<Mark>;
}

function markAt(
  text: string,
  at: number,
  to: number,
  inside: readonly Solid[],
  open: ReadonlySet<Mark>,
): Marked | undefined {
  const sign = text[at] === '|' ? text.slice(at, at + 2) : text[at]!;
  const mark = MARKS[sign];
  if (!mark || open.has(mark) || !opens(text, at, sign)) return undefined;
  const from = at + sign.length;
  const close = closing(text, from, to, sign, inside);
  if (close === undefined) return undefined;
  return { mark, from, to: close, end: close + sign.length, open: new Set([...open, mark]) };
}

function opens(text: string, at: number, sign: string): boolean {
  const before = text[at - 1] ?? ' ';
  const after = text[at + sign.length] ?? ' ';
  return !WORD.test(before) && before !== sign[0] && !/\s/.test(after) && after !== sign[0];
}

function closing(text: string, from: number, to: number, sign: string, inside: readonly Solid[]): number | undefined {
  const lineEnd = text.indexOf('\n', from);
  const end = Math.min(to, lineEnd < 0 ? to : lineEnd);
  for (let at = text.indexOf(sign, from + 1); at >= 0 && at + sign.length <= end; at = text.indexOf(sign, at + 1)) {
    const after = text[at + sign.length] ?? ' ';
    if (/\s/.test(text[at - 1]!) || WORD.test(after) || after === sign[0]) continue;
    if (!inside.some(solid => at >= solid.from && at < solid.to)) return at;
  }
  return undefined;
}
