const COLORS = 8;

/** 1 to 8, always the same for an id. */
export function avatarColor(id: string): number {
  let hash = 7;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0;
  return (hash % COLORS) + 1;
}

/** The first letters of the first and the last word; a number has its last two digits. */
export function initialsOf(name: string): string {
  const digits = /^\+?[\d\s()-]+$/.test(name) ? name.replaceAll(/\D/g, '') : '';
  if (digits) return digits.slice(-2);
  const words = name
    .split(/[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069]+/u)
    .filter(word => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word));
  if (words.length === 0) return '?';
  const first = firstLetter(words[0]!).toLocaleUpperCase();
  // Scripts without capitals have no initials: two letters of Arabic would join, two of Chinese be another word.
  const hasCapitals = first !== first.toLocaleLowerCase();
  return words.length === 1 || !hasCapitals ? first : first + firstLetter(words.at(-1)!).toLocaleUpperCase();
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(word: string): string {
  for (const { segment } of segmenter.segment(word)) {
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(segment)) return segment;
  }
  return '';
}
