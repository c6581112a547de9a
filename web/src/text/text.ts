// From a message's text to what is shown: safe characters, then blocks and inline tokens, which rich-text.tsx makes into
// elements. Pure functions without the DOM; text is never made into HTML.
import { neutralize } from './bidi.ts';
import { inlineTokens } from './inline.ts';
import type { Block } from './tokens.ts';

const FENCE = /```(?:\n)?([\s\S]+?)\n?```/g;

/** What a message's text is made of, in order. */
export function parseText(raw: string): Block[] {
  const text = neutralize(raw);
  const blocks: Block[] = [];
  const paragraph = (from: number, to: number): void => {
    const part = trimBreaks(text.slice(from, to), from > 0, to < text.length);
    if (part) blocks.push({ kind: 'text', children: inlineTokens(part) });
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

/** The line breaks beside a code block, which is a block of its own. */
function trimBreaks(text: string, atStart: boolean, atEnd: boolean): string {
  const started = atStart ? text.replace(/^\n+/, '') : text;
  return atEnd ? started.replace(/\n+$/, '') : started;
}
