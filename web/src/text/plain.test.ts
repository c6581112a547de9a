import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainLine } from './plain.ts';

test('U5 a preview is one line without marks, and keeps spoilers hidden, also those that end where nothing is shown', () => {
  assert.equal(plainLine('*Bold* and _soft_\n`code`'), 'Bold and soft code');
  assert.doesNotMatch(plainLine('The end: ||he wakes up||'), /wakes/);
  assert.doesNotMatch(plainLine(`The end: ||he wakes up ${'and up '.repeat(100)}||`), /wakes/);
  assert.match(plainLine(`Long ${'word '.repeat(100)}`), /^Long word/);
});
