import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readableBytes } from './readable-bytes.ts';

test('bytes are told in the unit that fits, in the words of the language', () => {
  const cases: readonly [number, string, string][] = [
    [0, 'en', '0 byte'],
    [999, 'en', '999 byte'],
    [1_000, 'en', '1 kB'],
    [1_234_567, 'en', '1.2 MB'],
    [12_345_678, 'de', '12 MB'],
    [1_500_000_000, 'de', '1,5 GB'],
    [5e15, 'en', '5,000 TB'],
  ];
  for (const [bytes, locale, text] of cases) assert.equal(readableBytes(bytes, locale).replace('\u00a0', ' '), text);
});
