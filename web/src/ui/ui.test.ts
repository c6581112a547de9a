import assert from 'node:assert/strict';
import { test } from 'node:test';
import { avatarColor, initialsOf } from './initials.ts';
import { placeMenu } from './place-menu.ts';

test('U5 without a picture there are initials: of first and last word, one letter where a script has no capitals', () => {
  const initials: readonly (readonly [string, string])[] = [
    ['Alice Moreno', 'AM'],
    ['dr. katharina von stein', 'DS'],
    ['Bob', 'B'],
    ['上海 小李', '上'],
    ['ياسمين الحسن', 'ي'],
    ['+49 151 1234567', '67'],
    ['👩‍👩‍👧 Family', '👩‍👩‍👧F'],
    ['\u202eecila', 'E'],
    ['\u200b', '?'],
    ['', '?'],
  ];
  for (const [name, expected] of initials) {
    const found = initialsOf(name);
    if (name.startsWith('👩')) assert.ok([...new Intl.Segmenter().segment(found)].length <= 2, found);
    else assert.equal(found, expected, name);
  }
});

test('a colour is one of eight and always the same', () => {
  for (let i = 0; i < 200; i++) {
    const color = avatarColor(`account ${i}`);
    assert.ok(color >= 1 && color <= 8);
    assert.equal(color, avatarColor(`account ${i}`));
  }
});

test('a menu stays inside the window, from either side', () => {
  const menu = { width: 200, height: 300 };
  const ltr = { width: 400, height: 600, rtl: false };
  assert.deepEqual(placeMenu({ x: 50, y: 100 }, menu, ltr), { left: 50, top: 104 });
  assert.deepEqual(placeMenu({ x: 390, y: 100 }, menu, ltr), { left: 192, top: 104 });
  assert.deepEqual(placeMenu({ x: 50, y: 500 }, menu, ltr), { left: 50, top: 196 });
  assert.deepEqual(placeMenu({ x: 50, y: 250 }, menu, { ...ltr, height: 320 }), { left: 50, top: 8 });
  assert.deepEqual(placeMenu({ x: 300, y: 100 }, menu, { ...ltr, rtl: true }), { left: 100, top: 104 });
  assert.deepEqual(placeMenu({ x: 10, y: 100 }, menu, { ...ltr, rtl: true }), { left: 8, top: 104 });
});
