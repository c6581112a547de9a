// A push service of a browser's vendor: makes subscriptions, takes pushes for them as RFC 8030 says, checks who sends (RFC
// 8292), and decrypts as the browser would (RFC 8291). Written from the RFCs, without the library that the server uses.
import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createReceived, type PushAnswer, type Received, type Scope } from './received.ts';

export interface WebPush {
  readonly endpoint: string;
  /** As it was before encryption. */
  readonly text: string;
  readonly note: { readonly count?: number; readonly test?: string };
  readonly bodyBytes: number;
  readonly headers: IncomingMessage['headers'];
  /** Of the sender, base64url, and how it can be reached. */
  readonly vapidKey: string;
  readonly contact: string;
}

export interface WebPushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface WebPushService extends Received<WebPush> {
  readonly url: string;
  /** Only this key may push to it, if one is named. */
  subscribe(vapidKey?: string): WebPushSubscription;
  /** It is answered 410 from now on. */
  end(endpoint: string): void;
}

interface Kept {
  readonly keys: ECDH;
  readonly auth: Buffer;
  readonly vapidKey: string | undefined;
}

/** Ends with the test. */
export async function startWebPushService(t: Scope): Promise<WebPushService> {
  const kept = new Map<string, Kept>();
  const { take, received } = createReceived<WebPush>({ status: 201 });
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { status, headers = {} } = answer(request, body);
    response.writeHead(status, headers).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });

  function answer(request: IncomingMessage, body: Buffer): PushAnswer {
    const endpoint = url + request.url;
    const subscription = kept.get(endpoint);
    if (!subscription) return { status: 410 };
    const sender = senderOf(request.headers.authorization ?? '', url);
    if (!sender) return { status: 401 };
    if (subscription.vapidKey !== undefined && subscription.vapidKey !== sender.vapidKey) return { status: 403 };
    if (request.method !== 'POST' || !/^\d+$/.test(String(request.headers.ttl))) return { status: 400 };
    const text = decrypt(subscription, body);
    const { headers } = request;
    return take({ endpoint, text, note: JSON.parse(text), bodyBytes: body.length, headers, ...sender });
  }

  return {
    ...received,
    url,
    subscribe(vapidKey) {
      const keys = createECDH('prime256v1');
      const p256dh = keys.generateKeys().toString('base64url');
      const auth = randomBytes(16);
      const endpoint = `${url}/push/${randomBytes(16).toString('base64url')}`;
      kept.set(endpoint, { keys, auth, vapidKey });
      return { endpoint, p256dh, auth: auth.toString('base64url') };
    },
    end: endpoint => void kept.delete(endpoint),
  };
}

/** Who has signed for this audience, now; undefined: nobody has. */
function senderOf(authorization: string, audience: string): { vapidKey: string; contact: string } | undefined {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  if (point.length !== 65) return undefined;
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(part => part.toString('base64url'));
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' });
  const signed = Buffer.from(`${header}.${claims}`);
  const isSigned = verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, from64(signature));
  const { aud, exp, sub } = JSON.parse(from64(claims).toString());
  const { alg } = JSON.parse(from64(header).toString());
  const left = exp - Date.now() / 1_000;
  const isValid = isSigned && alg === 'ES256' && aud === audience && left > 0 && left <= 24 * 3_600;
  return isValid ? { vapidKey: key, contact: sub } : undefined;
}

const from64 = (text: string): Buffer => Buffer.from(text, 'base64url');

/** One record of `aes128gcm` (RFC 8188), with the keys that RFC 8291 makes of the subscription's. */
function decrypt({ keys, auth }: Kept, body: Buffer): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + body[20]!);
  const sealed = body.subarray(21 + body[20]!);
  const hkdf = (key: Uint8Array, salt: Uint8Array, info: Uint8Array, bytes: number): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', key, salt, info, bytes));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender]);
  const key = hkdf(keys.computeSecret(sender), auth, info, 32);
  const cipher = hkdf(key, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(key, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', cipher, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  return padded.subarray(0, end).toString();
}
