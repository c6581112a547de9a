// What a text is found by. Words where a script has spaces; where it has none (and for emoji), each pair of neighbouring
// characters, so that every piece of a sentence is found (F50).
import { fold } from '../text/fold.ts';

/** Scripts that are written without spaces, Korean, whose words carry endings, and emoji. */
const DENSE = [
  ...['Han', 'Hira', 'Kana', 'Bopo', 'Hang', 'Thai', 'Laoo', 'Khmr', 'Mymr'].map(script => `\\p{scx=${script}}`),
  '\\p{Extended_Pictographic}',
].join('');
const LETTER = '[\\p{L}\\p{M}\\p{N}\\p{Extended_Pictographic}]';
const RUNS = new RegExp(`([${LETTER}&&[${DENSE}]]+)|([${LETTER}--[${DENSE}]]+)`, 'gv');

export interface QueryTerm {
  readonly text: string;
  /** What begins with it matches too. */
  readonly prefix: boolean;
}

export interface Query {
  /** All of them must match. */
  readonly terms: readonly QueryTerm[];
  /** Pieces that must stand in the text as they are: pairs alone do not say that they are neighbours. */
  readonly pieces: readonly string[];
  /** What is to be highlighted, folded. */
  readonly words: readonly { readonly text: string; readonly anywhere: boolean }[];
}

/** Each once. */
export function termsOf(text: string): Set<string> {
  const terms = new Set<string>();
  for (const [, dense, word] of fold(text).matchAll(RUNS)) {
    if (word) terms.add(word);
    else addPairs([...dense!], terms);
  }
  return terms;
}

/** The last character is a term by itself: it begins no pair, and one character must be found by what it begins. */
function addPairs(characters: readonly string[], terms: Set<string>): void {
  for (const [i, character] of characters.entries()) terms.add(character + (characters[i + 1] ?? ''));
}

export function readQuery(text: string): Query {
  const terms: QueryTerm[] = [];
  const pieces: string[] = [];
  const words: { text: string; anywhere: boolean }[] = [];
  for (const [run, dense] of fold(text).matchAll(RUNS)) {
    words.push({ text: run, anywhere: dense !== undefined });
    const characters = dense === undefined ? [] : [...dense];
    if (characters.length < 2) terms.push({ text: run, prefix: true });
    for (let i = 0; i + 1 < characters.length; i++)
      terms.push({ text: characters[i]! + characters[i + 1]!, prefix: false });
    if (characters.length > 2) pieces.push(run);
  }
  return { terms, pieces, words };
}
