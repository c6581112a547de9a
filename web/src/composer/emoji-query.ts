// `:smile` in a text: what is being named, and which emoji have such a name (U30).

export interface EmojiQuery {
  /** Where the colon is. */
  readonly from: number;
  readonly name: string;
  /** The name has been closed with a second colon. */
  readonly closed: boolean;
}

/** [emoji, names] */
export type EmojiNames = readonly (readonly [string, readonly string[]])[];

const QUERY = /(?:^|[\s(])(:([\p{L}\d_+-]{2,30})(:?))$/u;
/** The longest name with its colons and the character before. */
const REACH = 34;

/** What is being typed directly before the caret. */
export function emojiQuery(text: string, caret: number): EmojiQuery | undefined {
  const match = QUERY.exec(text.slice(Math.max(0, caret - REACH), caret));
  if (!match) return undefined;
  return { from: caret - match[1]!.length, name: match[2]!.toLowerCase(), closed: match[3] === ':' };
}

/** The best first: the name itself, names that begin so, names with a word that begins so. */
export function emojiNamed(names: EmojiNames, query: string, most = 8): (readonly [emoji: string, name: string])[] {
  const rank = (name: string): number => {
    if (name === query) return 0;
    if (name.startsWith(query)) return 1;
    return name.includes(`_${query}`) ? 2 : 9;
  };
  const found = names.flatMap(([emoji, own]) => {
    const best = own.map(name => ({ emoji, name, rank: rank(name) })).sort((a, b) => a.rank - b.rank)[0];
    return best && best.rank < 9 ? [best] : [];
  });
  found.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length);
  return found.slice(0, most).map(({ emoji, name }) => [emoji, name] as const);
}

/** The table of emojibase: code points without selectors, and one or several names. */
export function emojiNamesFrom(table: Readonly<Record<string, string | readonly string[]>>): EmojiNames {
  return Object.entries(table).map(([hex, names]) => [fromHex(hex), typeof names === 'string' ? [names] : names]);
}

/** Drawn in colour also where the character alone would be drawn as text. */
function fromHex(hex: string): string {
  const emoji = String.fromCodePoint(...hex.split('-').map(point => Number.parseInt(point, 16)));
  return /^\p{Emoji_Presentation}/u.test(emoji) || hex.includes('-') ? emoji : `${emoji}\uFE0F`;
}
