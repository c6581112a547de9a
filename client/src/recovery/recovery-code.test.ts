import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRecoveryCode, parseRecoveryCode } from './recovery-code.ts';

const counting = (length: number) => Uint8Array.from({ length }, (_, i) => 17 * i + 3);
const code = newRecoveryCode(counting);

test('a recovery code has 28 letters in groups of four, and its secret has 128 bits', () => {
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4} ){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  assert.deepEqual(parseRecoveryCode(code), counting(16));
  assert.deepEqual(parseRecoveryCode(newRecoveryCode(length => new Uint8Array(length))), new Uint8Array(16));
});

test('a recovery code is read as people type it', () => {
  const typed = code.toLowerCase().replaceAll(' ', '-').replaceAll('0', 'o').replaceAll('1', 'l');
  assert.deepEqual(parseRecoveryCode(` ${typed}\n`), counting(16));
});

test('a slip in a recovery code is noticed before anything is asked', () => {
  const letters = code.replaceAll(' ', '');
  for (let at = 0; at < letters.length; at++) {
    const other = letters[at] === '7' ? '8' : '7';
    const slipped = letters.slice(0, at) + other + letters.slice(at + 1);
    assert.throws(() => parseRecoveryCode(slipped), { code: 'bad_recovery_code' }, `at ${at}`);
  }
  for (const bad of ['', letters.slice(1), `${letters}0`, letters.replace(/./, 'U'), letters.replace(/./, '\u00e9')]) {
    assert.throws(() => parseRecoveryCode(bad), { code: 'bad_recovery_code' }, bad);
  }
});
