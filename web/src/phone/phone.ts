// Phone numbers as a person types them, in a country chosen or guessed. Pure but for Intl; the metadata of all countries
// comes with this file, so it is only loaded where a number is typed.
import {
  AsYouType,
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { fold } from '../text/fold.ts';

export type { CountryCode };

export interface Country {
  readonly code: CountryCode;
  /** In the language of the app. */
  readonly name: string;
  /** Without the plus. */
  readonly callingCode: string;
}

/** All of them, by name as the language sorts. */
export function countriesIn(language: string): Country[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const collator = new Intl.Collator(language);
  return getCountries()
    .map(code => ({ code, name: names.of(code) ?? code, callingCode: getCountryCallingCode(code) }))
    .sort((a, b) => collator.compare(a.name, b.name));
}

/** The first region that one of the person's languages names, else the likely one of the first language, else the US. */
export function guessCountry(languages: readonly string[]): CountryCode {
  for (const tag of languages) {
    const { region } = new Intl.Locale(tag).maximize();
    if (region && new Intl.Locale(tag).region && isSupportedCountry(region)) return region;
  }
  const likely = languages[0] ? new Intl.Locale(languages[0]).maximize().region : undefined;
  return likely && isSupportedCountry(likely) ? likely : 'US';
}

/** Countries whose name, code or calling code the words begin. */
export function findCountries(countries: readonly Country[], query: string): readonly Country[] {
  const wanted = fold(query.trim());
  if (wanted === '') return countries;
  const digits = wanted.replace(/^\+/, '');
  return countries.filter(
    ({ code, name, callingCode }) =>
      fold(name).includes(wanted) ||
      code.toLowerCase() === wanted ||
      (/^\d+$/.test(digits) && callingCode.startsWith(digits)),
  );
}

/** The flag as two regional letters; systems without flags show the letters. */
export function flagOf(code: string): string {
  return String.fromCodePoint(...[...code].map(letter => 0x1f1e6 + letter.charCodeAt(0) - 65));
}

export interface TypedPhone {
  /** Spaced as the country writes it. */
  readonly text: string;
  /** The country that the number itself names, when it begins with a plus. */
  readonly country?: CountryCode;
}

/** What was typed, spaced while it is typed. Digits of every script become ASCII ones. */
export function formatTyped(text: string, country: CountryCode): TypedPhone {
  const formatter = new AsYouType(country);
  const formatted = formatter.input(asciiDigits(text));
  const named = text.trim().startsWith('+') ? formatter.getCountry() : undefined;
  return { text: formatted, ...(named ? { country: named } : {}) };
}

/** E.164 when it can be a number of that country; undefined while it cannot. */
export function toE164(text: string, country: CountryCode): string | undefined {
  const number = parsePhoneNumberFromString(asciiDigits(text), country);
  return number?.isPossible() ? number.number : undefined;
}

/** Where a number belongs; undefined: that cannot be said. */
export function countryOf(e164: string): CountryCode | undefined {
  return parsePhoneNumberFromString(e164)?.country;
}

/** For reading: +49 30 123456. */
export function readable(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

function asciiDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, digit => {
    const point = digit.codePointAt(0)!;
    // Unicode keeps each script's ten digits together, the zero first at a multiple of ten from any of them.
    let zero = point;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && point - zero < 9) zero--;
    return point < 0x80 ? digit : String(point - zero);
  });
}
