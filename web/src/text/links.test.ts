import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLinks } from './links.ts';

const hrefs = (text: string): string[] => findLinks(text).map(({ link }) => link.href);
const shown = (text: string): string[] => findLinks(text).map(({ link }) => link.text);
const warning = (text: string): string | undefined => findLinks(text)[0]?.link.warning?.kind;

test('U20 web addresses are found with the punctuation of the sentence left out', () => {
  const cases: readonly [string, string][] = [
    ['see https://parley.example.', 'https://parley.example'],
    ['(https://a.example/b)', 'https://a.example/b'],
    ['https://en.example/wiki/Foo_(bar)', 'https://en.example/wiki/Foo_(bar)'],
    ['"https://a.example/?q=1&r=2#x"!', 'https://a.example/?q=1&r=2#x'],
    ['看https://a.example/路径。好', 'https://a.example/路径'],
    ['（https://a.example/）', 'https://a.example/'],
    ['www.a.example, yes', 'www.a.example'],
    ['HTTPS://A.EXAMPLE/X', 'HTTPS://A.EXAMPLE/X'],
    ['http://localhost:8080/docs', 'http://localhost:8080/docs'],
    ['http://192.168.1.1/', 'http://192.168.1.1/'],
  ];
  for (const [text, wanted] of cases) assert.deepEqual(shown(text.replace(/^看/, '看 ')), [wanted], text);
});

test('U20 what is no web address is not made one', () => {
  for (const text of [
    'javascript:alert(1)',
    'https://',
    'http://x',
    'xhttps://a.example',
    'file:///etc/passwd',
    'www.',
    'data:text/html,x',
    'a.b',
  ])
    assert.deepEqual(hrefs(text), [], text);
});

test('U20 an address leads only to http, https, mailto and tel', () => {
  const text = 'http://a.example https://b.example www.c.example d@e.example +49 30 1234567';
  assert.deepEqual(hrefs(text), [
    'http://a.example/',
    'https://b.example/',
    'https://www.c.example/',
    'mailto:d@e.example',
    'tel:+49301234567',
  ]);
});

test('U20 mail addresses', () => {
  assert.deepEqual(shown('write to first.last+tag@mail.example.org, please'), ['first.last+tag@mail.example.org']);
  assert.deepEqual(shown('a@b @here me@localhost'), []);
});

test('U20 phone numbers, and not dates, prices or addresses of machines', () => {
  for (const number of [
    '+49 30 1234567',
    '+1 (555) 123-4567',
    '+491761234567',
    '0049 30 1234567',
    '030 1234567',
    '0176-1234567',
    '(555) 123-4567',
    '555-123-4567',
  ])
    assert.deepEqual(shown(`call ${number} now`), [number], number);
  for (const text of [
    '2024-10-12',
    '192.168.1.100',
    '1 000 000',
    '12:30:45',
    '0.1234567',
    '3.14159265',
    '10/12/2024',
    '1234567',
    '4111 1111 1111 1111',
  ])
    assert.deepEqual(shown(`it is ${text} now`), [], text);
});

test('U44 F48 look-alike hosts carry a warning with both their forms', () => {
  assert.equal(warning('https://аррӏе.com'), 'lookalike');
  assert.equal(warning('https://xn--80ak6aa92e.com/login'), 'lookalike');
  assert.deepEqual(findLinks('https://xn--80ak6aa92e.com')[0]?.link.warning, {
    kind: 'lookalike',
    ascii: 'xn--80ak6aa92e.com',
    shown: 'аррӏе.com',
  });
  assert.equal(warning('https://gооgle.com'), 'lookalike');
  assert.equal(warning('https://login.pаypal.com.evil.example'), 'lookalike');
  assert.equal(warning('https://google.com∕evil.example/'), 'lookalike');
  assert.equal(warning('https://xn--not-punycode-99999999.com'), 'lookalike', 'what cannot be shown is not trusted');
});

test('U44 other hosts outside ASCII carry a milder one, and plain hosts none', () => {
  assert.equal(warning('https://müller.example'), 'international');
  assert.equal(warning('https://例え.jp'), 'international');
  assert.equal(warning('https://президент.рф'), 'international');
  assert.equal(warning('https://google.com/пример'), undefined);
});

test('U44 a name before an @ is not the host', () => {
  assert.equal(warning('https://google.com@evil.example/'), 'userinfo');
  assert.equal(warning('https://google.com:443@evil.example/'), 'userinfo');
  assert.equal(warning('https://a.example/@person'), undefined);
});
