// The mailbox writes some envelopes itself, without the schema: mailbox/vectors/envelopes, which its own tests read too.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { wire } from '@parley/protocol';

const ts = 1_700_000_000_123;
const bytes = (byte: number): Uint8Array => new Uint8Array(16).fill(byte);

const envelopes: Readonly<Record<string, wire.IEnvelope>> = {
  delivered: { ts, delivered: { account: bytes(0xb0), device: 300, ids: [bytes(1), bytes(2)] } },
  missed: { ts, missed: { count: 3, fromTs: 1_005, toTs: ts } },
  group_delivered: {
    ts,
    groupDelivered: {
      group: bytes(0xc0),
      marks: [
        { account: bytes(0xa1), upTo: 7 },
        { account: bytes(0xb0), upTo: 1_700_000_000_000_000 },
      ],
    },
  },
};

test('the envelopes that the mailbox writes are those of the schema', () => {
  const golden = readFileSync(new URL('../../../mailbox/vectors/envelopes', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const written = Object.entries(envelopes).map(
    ([name, envelope]) => `${name}\t${Buffer.from(wire.Envelope.encode(envelope).finish()).toString('hex')}`,
  );
  assert.deepEqual(written, golden);
});
