import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainLine } from './plain.ts';
import { parseText } from './text.ts';
import type { Inline } from './tokens.ts';

/** A text's tokens in a short form: b(…), i(…), s(…), x(…) for spoilers, `…` for code, <…> for links, @(…) for mentions. */
const short = (token: Inline): string => {
  switch (token.kind) {
    case 'text':
      return token.text;
    case 'code':
      return `\`${token.text}\``;
    case 'link':
      return `<${token.text}>`;
    case 'mention':
      return `@(${token.text})`;
    default:
      return `${{ bold: 'b', italic: 'i', strike: 's', spoiler: 'x' }[token.kind]}(${token.children.map(short).join('')})`;
  }
};
const shape = (text: string): string =>
  parseText(text)
    .map(block => (block.kind === 'code' ? `[${block.text}]` : block.children.map(short).join('')))
    .join('¶');

const cases: readonly [string, string][] = [
  ['plain', 'plain'],
  ['*bold* _italic_ ~strike~ `code` ||spoiler||', 'b(bold) i(italic) s(strike) `code` x(spoiler)'],
  ['*_both_*', 'b(i(both))'],
  ['(*in brackets*), "_quoted_"!', '(b(in brackets)), "i(quoted)"!'],
  ['*several words* and *more*', 'b(several words) and b(more)'],
  ['2*3*4 snake_case_name a~b~c a||b||c', '2*3*4 snake_case_name a~b~c a||b||c'],
  ['* not bold * and *not bold * but *this one*', '* not bold * and b(not bold * but *this one)'],
  ['*across\nlines*', '*across\nlines*'],
  ['**', '**'],
  ['***', '***'],
  ['*unclosed _italic_', '*unclosed i(italic)'],
  ['`*no bold in code*`', '`*no bold in code*`'],
  ['*bold with `*` in it*', 'b(bold with `*` in it)'],
  ['```\nlet a = *b*;\n```', '[let a = *b*;]'],
  ['before ```code``` after', 'before ¶[code]¶ after'],
  ['a\n```\ncode\n```\nb', 'a¶[code]¶b'],
  ['``` ```', '``` ```'],
  ['https://x.example/a_b_c_ and _x_', '<https://x.example/a_b_c>_ and i(x)'],
  ['*https://x.example/*', 'b(<https://x.example/>)'],
  ['||see https://x.example||', 'x(see <https://x.example>)'],
  ['*粗体* 和 _斜体_', 'b(粗体) 和 i(斜体)'],
  ['*ä*ö', '*ä*ö'],
];
for (const [text, wanted] of cases) {
  test(`U30 ${JSON.stringify(text)}`, () => assert.equal(shape(text), wanted));
}

test('U30 no character of a text is lost but the marks themselves', () => {
  const piece = fc.constantFrom(
    '*',
    '_',
    '~',
    '`',
    '||',
    '```',
    ' ',
    '\n',
    'a',
    'bc',
    '.',
    'https://x.example/_a',
    '日本',
  );
  const letters = (text: string): string => text.replace(/[*_~`|\s]/g, '');
  const all = (tokens: readonly Inline[]): string =>
    tokens.map(token => ('children' in token ? all(token.children) : token.text)).join('');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
      const text = pieces.join('');
      const shown = parseText(text).map(block => (block.kind === 'code' ? block.text : all(block.children)));
      assert.equal(letters(shown.join('')), letters(text));
    }),
    { seed: 7, numRuns: 2_000 },
  );
});

for (const piece of [
  '*',
  '*a',
  '* *',
  '_a_ ',
  '||',
  '`',
  '```',
  'a',
  'a@',
  'a.',
  '1',
  '+1 ',
  'www.',
  'http://',
  '(',
  '\u2066',
]) {
  test(`F17 the longest text of ${JSON.stringify(piece)} is read in time`, () => {
    const start = performance.now();
    parseText(piece.repeat(64_000 / piece.length));
    assert.ok(performance.now() - start < 1_500, `${Math.round(performance.now() - start)} ms`);
  });
}

test('U5 one line says what a text says, without its marks', () => {
  assert.equal(plainLine('*Hello*\n_world_ `x`'), 'Hello world x');
  assert.equal(plainLine('```\na\nb\n```'), 'a b');
  assert.equal(plainLine('the killer is ||Smith||'), 'the killer is ▒▒▒▒▒');
});

test('U30 members who are named stand out wherever they are named, but not in code', () => {
  const named = (text: string, ...names: readonly string[]): string => {
    const mentions = names.map(name => ({ account: 'a' as never, start: text.indexOf(name), length: name.length }));
    return parseText(text, mentions)
      .map(block => (block.kind === 'code' ? `[${block.text}]` : block.children.map(short).join('')))
      .join('¶');
  };
  assert.equal(named('hey @Ben!', '@Ben'), 'hey @(@Ben)!');
  assert.equal(named('*hey @Ben* and _@Ana B_', '@Ben', '@Ana B'), 'b(hey @(@Ben)) and i(@(@Ana B))');
  assert.equal(named('`@Ben` @Ana', '@Ben', '@Ana'), '`@Ben` @(@Ana)');
  assert.equal(named('```\ncode\n```\n@Ben', '@Ben'), '[code]¶@(@Ben)');
  assert.equal(named('\u202Ehey @Ben', '@Ben'), 'hey @Ben', 'places that do not hold name nobody');
});
