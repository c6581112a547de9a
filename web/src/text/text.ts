// From a message's text to what is shown: safe characters, then blocks and inline tokens, which rich-text.tsx makes into
// elements. Pure functions without the DOM; text is never made into HTML.
import type { Mention } from '@parley/client';
import { neutralize } from './bidi.ts';
import { inlineTokens } from './inline.ts';
import type { Block } from './tokens.ts';

const FENCE = /```(?:\n)?([\s\S]+?)\n?```/g;

/** What a message's text is made of, in order. */
export function parseText(raw: string, mentions: readonly Mention[] = []): Block[] {
  const text = neutralize(raw);
  // Places count in the text as it was written.
  const named = text === raw ? mentions : [];
  const blocks: Block[] = [];
  const paragraph = (from: number, to: number): void => {
    const whole = text.slice(from, to);
    const part = trimBreaks(whole, from > 0, to < text.length);
    const at = from + whole.indexOf(part);
    if (part) blocks.push({ kind: 'text', children: inlineTokens(part, within(named, at, at + part.length)) });
  };
  let from = 0;
  for (const match of text.matchAll(FENCE)) {
    if (!match[1]!.trim()) continue;
    paragraph(from, match.index);
    blocks.push({ kind: 'code', text: match[1]! });
    from = match.index + match[0].length;
  }
  paragraph(from, text.length);
  return blocks;
}

/** Those of this stretch, with places in it. */
function within(mentions: readonly Mention[], from: number, to: number): Mention[] {
  return mentions
    .filter(({ start, length }) => start >= from && start + length <= to)
    .map(mention => ({ ...mention, start: mention.start - from }));
}

/** The line breaks beside a code block, which is a block of its own. */
function trimBreaks(text: string, atStart: boolean, atEnd: boolean): string {
  const started = atStart ? text.replace(/^\n+/, '') : text;
  return atEnd ? started.replace(/\n+$/, '') : started;
}
