import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeFileName } from './file-name.ts';

test('a usual name stays as it is', () => {
  for (const name of ['photo.jpg', 'Bericht 2026 (2).pdf', '上海.txt', 'résumé.md', '😀.png', 'שלום.doc', 'a.tar.gz']) {
    assert.equal(safeFileName(name), name);
  }
});

test('a name is never a path, nothing hidden and no device', () => {
  const cases: readonly [string, string][] = [
    ['../../etc/passwd', '___.._etc_passwd'],
    ['..\\..\\boot.ini', '___.._boot.ini'],
    ['/etc/passwd', '_etc_passwd'],
    ['C:\\x.txt', 'C__x.txt'],
    ['.bashrc', '_bashrc'],
    ['..', 'file'],
    ['.', 'file'],
    ['', 'file'],
    ['   ', 'file'],
    ['a\u0000b.txt', 'ab.txt'],
    ['a\nb\t.txt', 'ab.txt'],
    ['name. . ', 'name'],
    ['nul', '_nul'],
    ['COM1.txt', '_COM1.txt'],
    ['console.txt', 'console.txt'],
    ['a<b>|c?.txt', 'a_b__c_.txt'],
  ];
  for (const [name, safe] of cases) assert.equal(safeFileName(name), safe, JSON.stringify(name));
});

test('F48 what turns text around or cannot be seen is gone', () => {
  assert.equal(safeFileName('invoice\u202Efdp.exe'), 'invoicefdp.exe');
  assert.equal(safeFileName('\u2066a\u200b\ufeff.txt'), 'a.txt');
  assert.equal(safeFileName('\u200b'), 'file');
  assert.equal(safeFileName('a\ud800.txt'), 'a.txt', 'half a character');
});

test('a long name is cut between characters and keeps its ending', () => {
  const name = safeFileName(`${'é'.repeat(300)}.jpeg`);
  assert.equal(Buffer.byteLength(name), 199);
  assert.match(name, /^é+\.jpeg$/);
  assert.ok(Buffer.byteLength(safeFileName('x'.repeat(5_000))) <= 200);
  assert.ok(Buffer.byteLength(safeFileName(`a.${'x'.repeat(5_000)}`)) <= 200);
});

test('a name made safe is safe', () => {
  for (const name of ['../../x', '....', 'CON .txt', ' .hidden', `${'a'.repeat(199)}. .`, 'nul .', '_ . _']) {
    const once = safeFileName(name);
    assert.equal(safeFileName(once), once, name);
    assert.doesNotMatch(once, /^\.|[/\\]|[. ]$/);
  }
});
