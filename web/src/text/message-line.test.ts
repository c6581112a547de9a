import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attachment } from '@parley/client';
import { messageLine } from './message-line.ts';
import { readableDuration } from './readable-duration.ts';

const pdf: Attachment = { name: 'a.pdf', type: 'application/pdf', size: 1 };
const photo: Attachment = { name: 'b.jpg', type: 'image/jpeg', size: 1, width: 4, height: 3 };
const film: Attachment = { name: 'c.mp4', type: 'video/mp4', size: 1, width: 4, height: 3, durationMs: 62_000 };
const voice: Attachment = {
  name: 'v.webm',
  type: 'audio/webm',
  size: 1,
  durationMs: 12_300,
  waveform: Uint8Array.of(1),
};

test('U5 a message without text is called by its files: what they are, how long, how many', () => {
  const lineOf = (...attachments: readonly Attachment[]): string => messageLine({ text: '', attachments });
  assert.equal(lineOf(pdf), '📎 a.pdf');
  assert.equal(lineOf(pdf, photo), '📎 a.pdf, b.jpg');
  assert.equal(lineOf(photo), '📷 Photo');
  assert.equal(lineOf(photo, photo, photo), '📷 3 photos');
  assert.equal(lineOf(photo, film), '📷 2 photos and videos');
  assert.equal(lineOf(film), '🎬 Video (1:02)');
  assert.equal(lineOf(voice), '🎤 Voice message (0:12)');
  assert.equal(messageLine({}), '');
});

test('U5 text stands for itself, with a sign of what comes with it', () => {
  assert.equal(messageLine({ text: '*look*' }), 'look');
  assert.equal(messageLine({ text: '*look*', attachments: [photo] }), '📷 look');
  assert.equal(messageLine({ text: '*look*', attachments: [pdf] }), '📎 look');
});

test('a duration reads as on a clock', () => {
  assert.deepEqual([400, 999, 72_000, 3_723_000].map(readableDuration), ['0:00', '0:01', '1:12', '1:02:03']);
});
