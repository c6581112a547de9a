// Text as it is compared where something is looked for: without case, accents and width, so that "Uber" finds "Über" and
// "ｶﾞ" finds "が"'s sibling "ガ".

/** One letter with its marks; Korean letters that are written as parts make one syllable. */
const CLUSTER = /[\u1100-\u115f][\u1160-\u11a7]*[\u11a8-\u11ff]*|.[\p{M}\uff9e\uff9f]*/gsu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;
/** Accents, Hebrew and Arabic vowel points, the Arabic stretch, and what nobody sees. Not the marks of kana or Thai. */
const IGNORED =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\ufe00-\ufe0f]/g;
/** Letters that Unicode does not take apart. */
const letters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };
const LETTERS = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

/** As many as the letters that a person's messages have. */
const MOST_KEPT = 20_000;
const kept = new Map<string, string>();

export function fold(text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : text.replace(CLUSTER, foldCluster);
}

export interface Folded {
  readonly text: string;
  /** For each unit of `text` and its end: where in the original it comes from. */
  readonly places: readonly number[];
}

/** For highlighting: the same text as `fold` gives, and where its parts are in the original. */
export function foldWithPlaces(original: string): Folded {
  let text = '';
  const places: number[] = [];
  for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
    const folded = foldCluster(cluster);
    for (let i = 0; i < folded.length; i++) places.push(index);
    text += folded;
  }
  return { text, places: [...places, original.length] };
}

function foldCluster(cluster: string): string {
  const known = kept.get(cluster);
  if (known !== undefined) return known;
  const plain = cluster.normalize('NFKD').toLowerCase().normalize('NFKD').replace(IGNORED, '');
  const folded = plain.normalize('NFC').replace(LETTERS, letter => letters[letter]!);
  if (kept.size < MOST_KEPT) kept.set(cluster, folded);
  return folded;
}
