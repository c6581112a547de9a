// Is a web address what it looks like (F48, U44)? Hosts outside ASCII and addresses with a name before an @ are told apart
// before they are opened. The lists are small on purpose: anything outside ASCII warns, they only decide how loudly.
import { punycodeDecode } from './punycode.ts';
import type { HostWarning } from './tokens.ts';

/** Scripts whose letters are taken for Latin ones. */
const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Coptic', 'Lisu'].map(
  name => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const,
);
/** Cyrillic, Greek and Armenian letters that look like Latin ones. */
const LIKE_LATIN = /^[\d\-асԁеһіјӏорԛѕԝхуҽпгѵѡьъбοαυνρικτχωեօսոցհ]+$/u;
/** Letters of Latin itself that are drawn like others, and signs drawn like a dot or a slash. */
const ODD = /[ıɑɡǀ\u0251\u0261\u2024\u2044\u2215\u29F8\u3003]/u;

export function hostWarning(url: URL, typed: string): HostWarning | undefined {
  const ascii = url.hostname;
  const shown = ascii.split('.').map(shownLabel).join('.');
  const says = (kind: HostWarning['kind']): HostWarning => ({ kind, ascii, shown });
  if (url.username || url.password || /^https?:\/\/[^/?#]*@/i.test(typed)) return says('userinfo');
  if (!/(^|\.)xn--/.test(ascii)) return undefined;
  return says(shown.split('.').some(isLookalike) ? 'lookalike' : 'international');
}

function shownLabel(label: string): string {
  return label.startsWith('xn--') ? (punycodeDecode(label.slice(4)) ?? label) : label;
}

function isLookalike(label: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  if (/^[\x00-\x7F]*$/.test(label)) return label.startsWith('xn--');
  const scripts = SCRIPTS.filter(([, letters]) => letters.test(label)).length;
  return scripts > 1 || LIKE_LATIN.test(label) || ODD.test(label);
}
