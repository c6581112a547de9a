import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageLine, plainLine } from './plain.ts';

test('U5 a preview is one line without marks, and keeps spoilers hidden, also those that end where nothing is shown', () => {
  assert.equal(plainLine('*Bold* and _soft_\n`code`'), 'Bold and soft code');
  assert.doesNotMatch(plainLine('The end: ||he wakes up||'), /wakes/);
  assert.doesNotMatch(plainLine(`The end: ||he wakes up ${'and up '.repeat(100)}||`), /wakes/);
  assert.match(plainLine(`Long ${'word '.repeat(100)}`), /^Long word/);
});

test('a message without text is called by its files', () => {
  assert.equal(messageLine({ text: '*look*', attachments: [{ name: 'a.pdf', type: '', size: 1 }] }), 'look');
  assert.equal(messageLine({ attachments: [{ name: 'a.pdf', type: '', size: 1 }] }), '📎 a.pdf');
  assert.equal(messageLine({}), '');
});
