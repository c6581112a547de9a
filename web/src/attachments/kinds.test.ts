import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attachment } from '@parley/client';
import { blobType, kindOf, PLAIN_BYTES } from './kinds.ts';

const file = (type: string, more: Partial<Attachment> = {}): Attachment => ({ name: 'x', size: 1, type, ...more });
const measured = { width: 4, height: 3 };

test('U23 only pictures of pixels, films and sound become what they say they are; all else is bytes to be saved', () => {
  for (const type of [
    'text/html',
    'image/svg+xml',
    'application/pdf',
    'application/xhtml+xml',
    'image/x-unknown',
    '',
  ]) {
    assert.equal(kindOf(file(type, measured)), 'document', type);
    assert.equal(blobType(file(type, measured)), PLAIN_BYTES, type);
  }
  assert.equal(kindOf(file('image/png', measured)), 'image');
  assert.equal(blobType(file('image/png', measured)), 'image/png');
  assert.equal(kindOf(file('video/mp4', measured)), 'video');
  assert.equal(kindOf(file('audio/mp4', { waveform: new Uint8Array(3) })), 'voice');
  assert.equal(kindOf(file('audio/mpeg')), 'audio');
});

test('a picture that its sender sent as a document, and a file that cannot be fetched, are documents', () => {
  assert.equal(kindOf(file('image/jpeg')), 'document');
  assert.equal(kindOf(file('image/jpeg', { ...measured, unreadable: true })), 'document');
});
