import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, type MessageId, wire } from '@parley/protocol';
import { attachmentsFrom, type StoredAttachment } from '../attachments/attachment.ts';
import { contentFor, type Payload, writtenText } from './payload.ts';

const self = 'a1'.repeat(16) as AccountId;
const bob = 'b2'.repeat(16) as AccountId;
const id = 'c3'.repeat(16) as MessageId;
const file: StoredAttachment = {
  asset: 'd4'.repeat(16),
  key: new Uint8Array(32).fill(1),
  sha256: new Uint8Array(32).fill(2),
  size: 10,
  name: 'a.txt',
  type: 'text/plain',
};
const quote = { id, author: bob, excerpt: 'what was said' };

test('files, quote and the mark of a forward go to the other side, to own devices and with a resend alike', () => {
  const written = writtenText({ text: 'caption', quote, attachments: [file], forwarded: true });
  const resend = { kind: 'resend', of: id, device: 2, chat: bob, ...written } as const;
  const parts: [Payload, AccountId, { own: boolean; device: number }][] = [
    [{ kind: 'text', ...written }, bob, { own: false, device: 1 }],
    [{ kind: 'text', ...written }, bob, { own: true, device: 2 }],
    [resend, bob, { own: false, device: 2 }],
    [resend, self, { own: true, device: 2 }],
  ];
  for (const [payload, to, target] of parts) {
    const content = wire.Content.decode(wire.Content.encode(contentFor(payload, to, self, target)).finish());
    const text = content.text ?? content.sentCopy?.text;
    assert.equal(text?.body, 'caption');
    assert.equal(text?.quote?.excerpt, 'what was said');
    assert.equal(text?.forwarded, true);
    assert.deepEqual(attachmentsFrom(text?.attachments ?? []), [file]);
  }
});

test('what is not there is left out', () => {
  assert.deepEqual(writtenText({ text: '' }), { text: '' });
});
