// A text in one line without its marks: for previews, quotes and what is read aloud. Spoilers stay hidden.
import { parseText } from './text.ts';
import type { Inline } from './tokens.ts';

/** More is never shown in one line that begins where the text does. */
const MOST_UNITS = 300;

export function plainLine(text: string, mostUnits = MOST_UNITS): string {
  const blocks = parseText(cutAt(text, mostUnits));
  const parts = blocks.map(block => (block.kind === 'code' ? block.text : block.children.map(plain).join('')));
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

/** A spoiler that ends further on stays one. */
function cutAt(text: string, units: number): string {
  if (text.length <= units) return text;
  const cut = text.slice(0, units).trimEnd();
  return cut.split('||').length % 2 === 0 ? `${cut}||` : cut;
}

function plain(token: Inline): string {
  if (token.kind === 'spoiler') return '▒'.repeat(Math.min(8, Math.max(3, token.children.map(plain).join('').length)));
  return 'children' in token ? token.children.map(plain).join('') : token.text;
}
