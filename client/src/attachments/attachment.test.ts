import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wire } from '@parley/protocol';
import { attachmentsFrom, checkedDetails, shownAttachment, wireAttachment } from './attachment.ts';

const whole = {
  asset: 'ab'.repeat(16),
  key: new Uint8Array(32).fill(1),
  sha256: new Uint8Array(32).fill(2),
  size: 5_000_000_000,
  name: 'photo.jpg',
  type: 'image/jpeg',
  thumbnail: new Uint8Array(10).fill(3),
  width: 640,
  height: 480,
  durationMs: 1_500,
  waveform: new Uint8Array(5).fill(9),
};

function overTheWire(attachments: wire.Attachment.$Properties[]) {
  return attachmentsFrom(wire.Text.decode(wire.Text.encode({ attachments }).finish()).attachments);
}

test('an attachment comes out as it went in, and is shown without its key', () => {
  const [back] = overTheWire([wireAttachment(whole)]);
  assert.deepEqual(back, whole);
  const { asset, key, sha256, ...shown } = whole;
  assert.deepEqual(shownAttachment(back!), shown);
  assert.doesNotMatch(JSON.stringify(shownAttachment(back!)), new RegExp(asset));
});

test('whatever came in is bounded, and what cannot be fetched says so', () => {
  const hostile = overTheWire([
    {},
    { ...wireAttachment(whole), key: new Uint8Array(31) },
    { ...wireAttachment(whole), name: '../../.bashrc', type: 'text/html; charset=x' },
    { ...wireAttachment(whole), thumbnail: new Uint8Array(4_097), waveform: new Uint8Array(257), width: 5, height: 0 },
  ]);
  assert.deepEqual(
    hostile.map(each => shownAttachment(each).unreadable),
    [true, true, undefined, undefined],
  );
  assert.deepEqual([hostile[0]!.name, hostile[0]!.type, hostile[0]!.size], ['file', 'application/octet-stream', 0]);
  assert.deepEqual([hostile[2]!.name, hostile[2]!.type], ['___.._.bashrc', 'application/octet-stream']);
  const { thumbnail, waveform, width } = hostile[3]!;
  assert.deepEqual([thumbnail, waveform, width], [undefined, undefined, undefined]);
  assert.equal(overTheWire(Array(40).fill(wireAttachment(whole))).length, 10);
});

test('what would not fit is refused where it is sent', () => {
  const file = { name: 'a/b.txt', type: 'Text/Plain' };
  assert.deepEqual(checkedDetails(file), { name: 'a_b.txt', type: 'text/plain' });
  for (const details of [{ thumbnail: new Uint8Array(4_097) }, { waveform: new Uint8Array(257) }]) {
    assert.throws(() => checkedDetails({ ...file, ...details }), { code: 'bad_attachment', message: /at most/ });
  }
});
