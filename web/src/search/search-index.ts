// The index over this device's messages: in memory, made anew by each tab that searches. Terms lead to numbers of rows.
// Knows nothing of workers or the engine.
import type { SearchRow } from '@parley/client';
import { fold } from '../text/fold.ts';
import { type Query, readQuery, termsOf } from './terms.ts';

export interface Find {
  readonly query: string;
  /** Only there. */
  readonly chat?: string | undefined;
  readonly limit: number;
}

export interface Found {
  /** Newest first. */
  readonly rows: readonly SearchRow[];
  readonly total: number;
}

export interface SearchIndex {
  readonly size: number;
  /** One that is there already is replaced. */
  put(row: SearchRow): void;
  /** Without ids: the whole chat. */
  remove(chat: string, ids?: readonly string[]): void;
  /** From here to `endReading` everything is put again; what was not is gone. */
  beginReading(): void;
  endReading(): void;
  find(find: Find): Found;
}

/** A prefix looks only at terms that begin with the same units. */
const BEGINNING_UNITS = 2;
/** Rows that are gone stay in the lists of terms until there are this many, and more than there are others. */
const MOST_GONE = 1_000;

const idOf = ({ chat, id }: { readonly chat: string; readonly id: string }): string => `${chat} ${id}`;
const newestFirst = (a: SearchRow, b: SearchRow): number => b.ts - a.ts || (a.cursor < b.cursor ? 1 : -1);

export function createSearchIndex(): SearchIndex {
  const places = new Map<string, number>();
  let rows: (SearchRow | undefined)[] = [];
  let terms = newTerms();
  /** Ids put since reading began; undefined: nothing is being read. */
  let seen: Set<string> | undefined;

  function add(row: SearchRow): void {
    const place = rows.push(row) - 1;
    places.set(idOf(row), place);
    for (const term of termsOf(row.text)) {
      const list = terms.places.get(term);
      if (list) list.push(place);
      else addTerm(terms, term, place);
    }
  }

  function drop(id: string): void {
    const place = places.get(id);
    if (place === undefined) return;
    places.delete(id);
    rows[place] = undefined;
    if (rows.length - places.size > MOST_GONE + places.size) compact();
  }

  function compact(): void {
    const left = rows.filter(row => row !== undefined);
    rows = [];
    terms = newTerms();
    for (const row of left) add(row);
  }

  function idsOf(chat: string): string[] {
    return [...places.keys()].filter(id => id.startsWith(`${chat} `));
  }

  return {
    get size() {
      return places.size;
    },
    put(row) {
      const id = idOf(row);
      seen?.add(id);
      const place = places.get(id);
      if (place !== undefined && rows[place]!.text === row.text) {
        rows[place] = row;
        return;
      }
      drop(id);
      add(row);
    },
    remove(chat, ids) {
      for (const id of ids?.map(id => idOf({ chat, id })) ?? idsOf(chat)) drop(id);
    },
    beginReading() {
      seen = new Set();
    },
    endReading() {
      for (const id of [...places.keys()]) if (!seen?.has(id)) drop(id);
      seen = undefined;
    },
    find({ query, chat, limit }) {
      const asked = readQuery(query);
      const found = [...placesOf(asked, terms)].map(place => rows[place]).filter(row => row !== undefined);
      const matching = found.filter(row => (chat === undefined || row.chat === chat) && hasPieces(row, asked));
      return { rows: matching.sort(newestFirst).slice(0, limit), total: matching.length };
    },
  };
}

interface Terms {
  readonly places: Map<string, number[]>;
  /** By how they begin, for prefixes. */
  readonly beginnings: Map<string, string[]>;
}

function newTerms(): Terms {
  return { places: new Map(), beginnings: new Map() };
}

function addTerm({ places, beginnings }: Terms, term: string, place: number): void {
  places.set(term, [place]);
  const beginning = term.slice(0, BEGINNING_UNITS);
  const alike = beginnings.get(beginning);
  if (alike) alike.push(term);
  else beginnings.set(beginning, [term]);
}

/** Rows that have all terms. */
function placesOf({ terms }: Query, index: Terms): Iterable<number> {
  let found: Set<number> | undefined;
  for (const term of terms) {
    const matching = new Set<number>();
    for (const alike of term.prefix ? beginningWith(term.text, index) : [term.text])
      for (const place of index.places.get(alike) ?? []) if (found?.has(place) ?? true) matching.add(place);
    found = matching;
  }
  return found ?? [];
}

function beginningWith(prefix: string, { beginnings }: Terms): string[] {
  const own = prefix.slice(0, BEGINNING_UNITS);
  const near = own.length < BEGINNING_UNITS ? [...beginnings.keys()].filter(key => key.startsWith(own)) : [own];
  return near.flatMap(key => (beginnings.get(key) ?? []).filter(term => term.startsWith(prefix)));
}

function hasPieces({ text }: SearchRow, { pieces }: Query): boolean {
  if (pieces.length === 0) return true;
  const folded = fold(text);
  return pieces.every(piece => folded.includes(piece));
}
