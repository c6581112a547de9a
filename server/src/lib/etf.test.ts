// Golden vectors: mailbox/vectors/etf, which the other side reads too.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeTerm, encodeItem, encodeItems, encodeTerm, list, type Term } from './etf.ts';

const vectors = readFileSync(new URL('../../../mailbox/vectors/etf', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => line.split('\t') as [hex: string, text: string]);

/** As Erlang writes it. */
function textOf(term: Term): string {
  if (term instanceof Uint8Array) return `<<${[...term].join()}>>`;
  if (typeof term !== 'object') return String(term);
  if (Array.isArray(term)) return `{${term.map(textOf).join()}}`;
  return `[${(term as { list: Term[] }).list.map(textOf).join()}]`;
}

for (const [hex, text] of vectors) {
  test(`the golden term ${text} is read and written`, () => {
    const term = decodeTerm(Buffer.from(hex, 'hex'));
    assert.equal(textOf(term), text);
    assert.equal(encodeTerm(term).toString('hex'), hex);
  });
}

test('what Erlang writes in other ways is read too: short lists of bytes, old atoms', () => {
  assert.deepEqual(decodeTerm(Buffer.from('836b0003010203', 'hex')), list([1, 2, 3]));
  assert.equal(decodeTerm(Buffer.from('83640002 6f6b'.replace(' ', ''), 'hex')), 'ok');
  assert.equal(decodeTerm(Buffer.from('836400047472 7565'.replace(' ', ''), 'hex')), true);
});

const { term: anyTerm } = fc.letrec<{ term: Term }>(tie => ({
  term: fc.oneof(
    { depthSize: 'small' },
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter(value => !Number.isInteger(value)),
    fc.boolean(),
    fc.string({ maxLength: 20 }).filter(name => name !== 'true' && name !== 'false'),
    fc.uint8Array({ maxLength: 600 }),
    fc.array(tie('term'), { maxLength: 4 }),
    fc.array(tie('term'), { maxLength: 4 }).map(list),
  ),
}));

test('any term comes back as it was', () => {
  fc.assert(
    fc.property(anyTerm, term => {
      const bytes = encodeTerm(term);
      assert.equal(textOf(decodeTerm(bytes)), textOf(term));
      assert.deepEqual(encodeTerm(decodeTerm(bytes)), bytes);
    }),
  );
});

test('items put together are their list', () => {
  const terms: Term[] = [1, 'two', [3]];
  assert.deepEqual(decodeTerm(Buffer.concat(encodeItems(terms.map(encodeItem)))), list(terms));
});

test('bytes that are no term are a RangeError, never anything else', () => {
  const tags = [70, 97, 98, 100, 104, 105, 106, 107, 108, 109, 110, 118, 119];
  const anyBytes = fc.array(fc.oneof(fc.constantFrom(...tags), fc.integer({ min: 0, max: 255 })), { maxLength: 60 });
  fc.assert(
    fc.property(anyBytes, bytes => {
      try {
        decodeTerm(Buffer.from([131, ...bytes]));
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
      }
    }),
    { numRuns: 5_000 },
  );
});

test('what is no term is a TypeError', () => {
  const wrong = [2 ** 53, Number.NaN, undefined, null, { length: 1 }, 'x'.repeat(256)] as unknown as Term[];
  for (const term of wrong) assert.throws(() => encodeTerm([term]), TypeError);
});
