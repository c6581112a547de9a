import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyName } from './key-name.ts';

const press = (key: string, code: string, ...held: ('ctrl' | 'meta' | 'alt' | 'shift')[]) =>
  keyName({
    key,
    code,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
  });

test('U38 a press is named alike on every keyboard', () => {
  assert.equal(press('k', 'KeyK', 'ctrl'), 'Ctrl+K');
  assert.equal(press('k', 'KeyK', 'meta'), 'Ctrl+K', 'the command key of a Mac');
  assert.equal(press('л', 'KeyK', 'ctrl'), 'Ctrl+K', 'a Cyrillic layout');
  assert.equal(press('ñ', 'KeyN', 'ctrl', 'alt'), 'Ctrl+Alt+N', 'Alt changes what a key types');
  assert.equal(press('U', 'KeyU', 'ctrl', 'alt', 'shift'), 'Ctrl+Alt+Shift+U');
  assert.equal(press('ArrowDown', 'ArrowDown', 'alt'), 'Alt+ArrowDown');
  assert.equal(press('1', 'Digit1', 'ctrl'), 'Ctrl+1');
  assert.equal(press('/', 'Digit7', 'ctrl', 'shift'), 'Ctrl+Shift+7');
  assert.equal(press('/', 'Slash', 'ctrl'), 'Ctrl+/');
});

test('U39 where letters lie elsewhere, the letter that is typed counts', () => {
  assert.equal(press('a', 'KeyQ', 'ctrl'), 'Ctrl+A', 'a French keyboard');
});
