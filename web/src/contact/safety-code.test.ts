import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateIdentityKeyPair, noblePrimitives, safetyNumber } from '@parley/client/crypto';
import encodeQR from 'qr';
import { decodeQR } from 'qr/decode.js';
import { codeText, compareCode, digitGroups } from './safety-code.ts';

const person = async (id: number) => {
  const env = { primitives: noblePrimitives, random: (length: number) => new Uint8Array(length).fill(id) };
  return { id: new Uint8Array(16).fill(id), publicKey: (await generateIdentityKeyPair(env)).publicKey };
};
const [alice, bob, mallory] = [await person(1), await person(2), await person(3)];
const between = (own: typeof alice, their: typeof alice) => safetyNumber(own, their, noblePrimitives);

/** What a camera would see: each module of the code as 4 × 4 pixels. */
function pictureOf(text: string): { width: number; height: number; data: Uint8Array } {
  const modules = encodeQR(text, 'raw', { border: 4, scale: 4 });
  const pixels = modules.flat().flatMap(dark => [...Array(3).fill(dark ? 0 : 255), 255]);
  return { width: modules.length, height: modules.length, data: Uint8Array.from(pixels) };
}

test('U43 the code on one screen, read by the other, matches', async () => {
  const [ofAlice, ofBob] = [await between(alice, bob), await between(bob, alice)];
  const scanned = decodeQR(pictureOf(codeText(ofBob.scannable)));
  assert.equal(compareCode(ofAlice.scannable, scanned), 'match');
});

test('U43 the code of a chat with somebody in between differs', async () => {
  const [ofAlice, ofBob] = [await between(alice, mallory), await between(bob, mallory)];
  assert.equal(compareCode(ofAlice.scannable, codeText(ofBob.scannable)), 'differs');
});

test('U43 the own code differs too: it is the other screen that must be scanned', async () => {
  const { scannable } = await between(alice, bob);
  assert.equal(compareCode(scannable, codeText(scannable)), 'differs');
});

test('U43 some other code is not taken for a wrong one', async () => {
  const { scannable } = await between(alice, bob);
  for (const text of ['', 'https://example.org/', 'AAAA', 'WIFI:S:home;;', 'ﬁ', codeText(scannable).slice(0, 40)]) {
    assert.equal(compareCode(scannable, text), 'other', text);
  }
});

test('the number is read in twelve groups of five', async () => {
  const { digits } = await between(alice, bob);
  const groups = digitGroups(digits);
  assert.deepEqual([groups.length, groups.every(group => /^\d{5}$/.test(group))], [12, true]);
});
