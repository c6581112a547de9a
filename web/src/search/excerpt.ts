// What of a message is shown as a hit: one line around the first match, with all matches marked.
import { neutralize } from '../text/bidi.ts';
import { foldWithPlaces } from '../text/fold.ts';
import { plainLine } from '../text/plain.ts';
import { type Query, readQuery } from './terms.ts';

export interface Part {
  /** Its place in the line. */
  readonly at: number;
  readonly text: string;
  readonly marked: boolean;
}

/** As much as fits before the match on a narrow screen. */
const BEFORE_UNITS = 24;
const MOST_UNITS = 160;
/** As long as messages may be. */
const WHOLE_UNITS = 65_536;
const WORD_BEFORE = /[\p{L}\p{M}\p{N}]$/u;

export function excerpt(text: string, query: string): Part[] {
  const line = neutralize(plainLine(text, WHOLE_UNITS));
  const first = matchesOf(line, query)[0]?.from ?? 0;
  const from = first > BEFORE_UNITS * 2 ? wordStart(line, first - BEFORE_UNITS) : 0;
  const shown = line.slice(from, from + MOST_UNITS);
  const ended = from + MOST_UNITS < line.length;
  return partsOf(`${from > 0 ? '…' : ''}${shown.replace(/[\ud800-\udbff]$/, '')}${ended ? '…' : ''}`, query);
}

function wordStart(line: string, at: number): number {
  const space = line.indexOf(' ', at);
  if (space !== -1 && space < at + BEFORE_UNITS) return space + 1;
  return /[\udc00-\udfff]/.test(line[at]!) ? at + 1 : at;
}

interface Match {
  readonly from: number;
  readonly to: number;
}

function partsOf(text: string, query: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { from, to } of matchesOf(text, query)) {
    if (from > at) parts.push({ at, text: text.slice(at, from), marked: false });
    parts.push({ at: from, text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) parts.push({ at, text: text.slice(at), marked: false });
  return parts;
}

/** Where the query's words stand, in order, none over another. */
export function matchesOf(text: string, query: string | Query): Match[] {
  const { words } = typeof query === 'string' ? readQuery(query) : query;
  const folded = foldWithPlaces(text);
  const found: Match[] = [];
  for (const { text: word, anywhere } of words) {
    for (let at = folded.text.indexOf(word); at !== -1; at = folded.text.indexOf(word, at + word.length)) {
      if (!anywhere && WORD_BEFORE.test(folded.text.slice(0, at).slice(-2))) continue;
      found.push({ from: folded.places[at]!, to: endOf(folded.places, at + word.length) });
    }
  }
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  const apart: Match[] = [];
  for (const match of found) if (match.from >= (apart.at(-1)?.to ?? 0)) apart.push(match);
  return apart;
}

/** A letter that folds to two is marked whole, with its marks. */
function endOf(places: readonly number[], at: number): number {
  const inside = places[at - 1]!;
  return places.slice(at).find(place => place > inside) ?? places.at(-1)!;
}
