import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countriesIn, countryOf, findCountries, flagOf, formatTyped, guessCountry, readable, toE164 } from './phone.ts';

test('the country is guessed from a region that a language names, before one that it only makes likely', () => {
  assert.equal(guessCountry(['de', 'en-CH']), 'CH');
  assert.equal(guessCountry(['ja']), 'JP');
  assert.equal(guessCountry([]), 'US');
});

test('countries are found by name without accents, by code and by calling code', () => {
  const countries = countriesIn('es');
  const codes = (query: string): string[] => findCountries(countries, query).map(country => country.code);
  assert.deepEqual(codes('espana'), ['ES']);
  assert.ok(codes('+44').includes('GB'));
  assert.deepEqual(codes('jp'), ['JP']);
  assert.equal(findCountries(countries, ' ').length, countries.length);
});

test('a number is spaced as its country does, and says its country when it begins with a plus', () => {
  assert.equal(formatTyped('2125550123', 'US').text, '(212) 555-0123');
  assert.deepEqual(formatTyped('+4930123', 'US'), { text: '+49 30 123', country: 'DE' });
});

test('digits of other scripts are numbers too', () => {
  assert.equal(toE164('٠٥٠١٢٣٤٥٦٧', 'SA'), '+966501234567');
  assert.equal(toE164('+１５５５０１００００１', 'JP'), '+15550100001');
});

test('what cannot be a number is none yet', () => {
  assert.equal(toE164('12', 'DE'), undefined);
  assert.equal(toE164('', 'DE'), undefined);
  assert.equal(toE164('5550100001', 'US'), '+15550100001');
});

test('a flag is made of the two letters, and a number can be read', () => {
  assert.equal(flagOf('DE'), '🇩🇪');
  assert.equal(readable('+4930123456'), '+49 30 123456');
});

test('a number says where it belongs, where that can be known', () => {
  assert.equal(countryOf('+4930123456'), 'DE');
  assert.equal(countryOf('+99912345678'), undefined);
});
