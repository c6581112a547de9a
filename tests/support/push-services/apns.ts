// Apple's push service: HTTP/2, and a signed token with every push.
import { generateKeyPairSync, verify } from 'node:crypto';
import { type Posted, startHttp2Service } from './http2-service.ts';
import { createReceived, type PushAnswer, type Scope } from './received.ts';

const MAX_AGE_S = 3_600;

const refusal = (status: number, reason: string): PushAnswer => ({ status, body: JSON.stringify({ reason }) });

/** Ends with the test. */
export async function startApnsService(t: Scope, { now = Date.now } = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const options = { keyId: 'KEY1234567', team: 'TEAM123456', topic: 'org.example.parley' };
  const tokens = new Set<string>();
  const { take, received } = createReceived<Posted>({ status: 200 });

  function problemWith(headers: Posted['headers']): PushAnswer | undefined {
    const token = /^bearer ([\w.-]+)$/.exec(headers.authorization ?? '')?.[1];
    if (!token) return refusal(403, 'MissingProviderToken');
    const [header = '', claims = '', signature = ''] = token.split('.');
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    const isSigned = verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'));
    const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString());
    const { iss, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    if (!isSigned || kid !== options.keyId || alg !== 'ES256' || iss !== options.team)
      return refusal(403, 'InvalidProviderToken');
    if (Math.abs(now() / 1_000 - iat) > MAX_AGE_S) return refusal(403, 'ExpiredProviderToken');
    tokens.add(token);
    return headers['apns-topic'] === options.topic ? undefined : refusal(400, 'BadTopic');
  }

  const service = await startHttp2Service(t, posted => problemWith(posted.headers) ?? take(posted));
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { ...received, ...service, options: { ...options, key }, tokensSeen: () => tokens.size };
}
