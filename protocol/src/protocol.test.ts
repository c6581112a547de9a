import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  accountIdFrom,
  closeTable,
  deviceKey,
  errorTable,
  fromBase64,
  fromHex,
  idBytes,
  limits,
  mayReconnect,
  messageIdFrom,
  parseAccountId,
  parseDeviceKey,
  signedBytes,
  toBase64,
  toHex,
  wire,
  wireError,
} from './index.ts';
import { readUint53 } from './uint53.js';

interface Vector {
  readonly name: string;
  readonly type: 'ClientFrame' | 'ServerFrame' | 'Envelope' | 'Content' | 'DeviceList' | 'KeyUpload' | 'GroupEvent';
  readonly hex: string;
}

const vectors = JSON.parse(readFileSync(new URL('../vectors/frames.json', import.meta.url), 'utf8')) as Vector[];

for (const { name, type, hex } of vectors) {
  test(`golden vector: ${name}`, () => {
    const codec = wire[type] as {
      decode(bytes: Uint8Array): object;
      encode(message: object): { finish(): Uint8Array };
    };
    const decoded = codec.decode(fromHex(hex));
    assert.equal(toHex(codec.encode(decoded).finish()), hex, 'what was read is written the same');
  });
}

test('every type of frame has a golden vector', () => {
  const have = vectors.flatMap(({ type, hex }) =>
    type.endsWith('Frame') ? Object.keys(wire[type].decode(fromHex(hex))).map(key => `${type}.${key}`) : [],
  );
  const schema = readFileSync(new URL('../proto/parley/v1/frames.proto', import.meta.url), 'utf8');
  for (const type of ['ClientFrame', 'ServerFrame'] as const) {
    const block = schema.match(new RegExp(`message ${type} \\{[\\s\\S]*?\\n\\}`))![0];
    for (const [, field] of block.matchAll(/^ {4}\w+ (\w+) = \d+;/gm)) {
      const key = field!.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      assert.ok(have.includes(`${type}.${key}`), `${type}.${key}`);
    }
  }
});

test('unknown fields are ignored, for newer peers', () => {
  const ping = wire.ClientFrame.encode({ ping: { nonce: 5 } }).finish();
  const extended = Buffer.concat([ping, Buffer.from([0xfa, 0x3e, 0x02, 0x01, 0x02])]);
  assert.equal(wire.ClientFrame.decode(extended).ping?.nonce, 5);
});

test('numbers of 64 bits are read up to 2^53 - 1 and refused above', () => {
  for (const ts of [0, 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
    assert.equal(wire.Sent.decode(wire.Sent.encode({ ts }).finish()).ts, ts);
  }
  const read = (...bytes: number[]): number =>
    readUint53({ buf: Uint8Array.from(bytes), pos: 0, len: bytes.length } as never);
  assert.throws(() => read(255, 255, 255, 255, 255, 255, 255, 255, 255, 1), RangeError);
  assert.throws(() => read(128), RangeError);
  assert.throws(() => read(...Array.from({ length: 11 }, () => 128)), RangeError);
});

test('ids go to bytes and back, and nothing else is an id', () => {
  const text = '00112233445566778899aabbccddeeff';
  assert.equal(accountIdFrom(idBytes(parseAccountId(text)!)), text);
  assert.throws(() => messageIdFrom(new Uint8Array(15)), /16 bytes/);
  assert.equal(parseAccountId(text.toUpperCase()), undefined);
  assert.equal(parseAccountId(`${text}0`), undefined);
  const account = parseAccountId(text)!;
  assert.deepEqual(parseDeviceKey(deviceKey(account, 12)), { account, device: 12 });
});

test('hex and base64 take what they made and refuse the rest', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  assert.deepEqual(fromHex(toHex(bytes)), bytes);
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  for (const bad of ['0', 'zz', '0x']) assert.throws(() => fromHex(bad), RangeError);
});

test('a signature for one purpose cannot stand for another', () => {
  const message = new Uint8Array([1, 2]);
  assert.notDeepEqual(
    signedBytes('parley device list 1', message),
    signedBytes('parley device certificate 1', message),
  );
});

test('the range of a close code says whether to reconnect', () => {
  assert.deepEqual(
    Object.entries(closeTable).map(([name, { code }]) => [name, mayReconnect(code)]),
    Object.entries(closeTable).map(([name, { code }]) => [name, code >= 4000 && code <= 4499]),
  );
  for (const code of [1000, 1001, 1006, 1009, 1012]) assert.equal(mayReconnect(code), true);
  assert.equal(new Set(Object.values(closeTable).map(({ code }) => code)).size, Object.keys(closeTable).length);
});

test('errors say what to do and whether to try again', () => {
  assert.deepEqual(wireError('rate_limited', undefined, 50), {
    code: 'rate_limited',
    message: errorTable.rate_limited.message,
    temporary: true,
    retryAfterMs: 50,
  });
  for (const [code, { message, status }] of Object.entries(errorTable)) {
    assert.match(message, /^[A-Z].*\.$/, code);
    assert.ok(status >= 400 && status < 600, code);
  }
});

test('the limits fit each other', () => {
  assert.ok(limits.maxContentBytes < limits.maxCiphertextBytes);
  assert.ok(limits.maxParts * limits.maxCiphertextBytes > limits.maxFrameBytes, 'the frame is the last word');
  assert.ok(
    limits.heartbeatMs * 2 < limits.deadPeerMs && limits.deadPeerMs <= 30_000,
    'a dead peer is noticed in 30 s',
  );
  assert.ok(limits.softSendQueueBytes < limits.hardSendQueueBytes);
});
