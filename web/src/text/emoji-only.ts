// One to three emoji and nothing else are shown large (U20).

const EMOJI = /^(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F?)$/v;
const MOST = 3;
/** Longer than the longest three emoji with their joiners: not worth segmenting. */
const MOST_UNITS = 60;

/** How many emoji the text is, when it is nothing but one to three of them; else 0. */
export function emojiOnly(text: string): number {
  const signs = text.replace(/\s+/g, '');
  if (!signs || signs.length > MOST_UNITS) return 0;
  const graphemes = [...new Intl.Segmenter().segment(signs)].map(part => part.segment);
  return graphemes.length <= MOST && graphemes.every(grapheme => EMOJI.test(grapheme)) ? graphemes.length : 0;
}
