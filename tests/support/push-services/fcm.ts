// Firebase Cloud Messaging with the part of Google that hands out access tokens: both check what they are given.
import { generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Posted, startHttp2Service } from './http2-service.ts';
import { createReceived, type PushAnswer, type Scope } from './received.ts';

const PROJECT = 'parley-test';
const EMAIL = 'push@parley-test.example.org';

export interface FcmPush {
  readonly message: {
    readonly token: string;
    readonly data: Readonly<Record<string, string>>;
    readonly android: Readonly<Record<string, string>>;
  };
}

/** Ends with the test. */
export async function startFcmService(t: Scope, { tokenSeconds = 3_600, now = Date.now } = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const valid = new Set<string>();
  let tokensGiven = 0;
  const google = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    const isSigned = verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      publicKey,
      Buffer.from(signature, 'base64url'),
    );
    const { iss, aud, scope, exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}');
    const at = now() / 1_000;
    const isRight =
      isSigned &&
      form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
      iss === EMAIL &&
      aud === tokenUri &&
      scope === 'https://www.googleapis.com/auth/firebase.messaging' &&
      iat <= at + 1 &&
      exp > at &&
      exp - iat <= 3_600;
    if (!isRight) {
      response.writeHead(400).end('{"error":"invalid_grant"}');
      return;
    }
    const token = randomBytes(16).toString('hex');
    valid.add(token);
    tokensGiven++;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: token, expires_in: tokenSeconds, token_type: 'Bearer' }));
  });
  await new Promise<void>(resolve => google.listen(0, '127.0.0.1', resolve));
  const tokenUri = `http://127.0.0.1:${(google.address() as AddressInfo).port}/token`;
  t.after(() => {
    google.close();
    google.closeAllConnections();
  });
  const { take, received } = createReceived<FcmPush>({
    status: 200,
    body: '{"name":"projects/parley-test/messages/1"}',
  });
  const fcm = await startHttp2Service(t, ({ path, headers, body }: Posted): PushAnswer => {
    const token = /^Bearer (\w+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (path !== `/v1/projects/${PROJECT}/messages:send`) return { status: 404 };
    if (!valid.has(token)) return { status: 401, body: '{"error":{"status":"UNAUTHENTICATED"}}' };
    return take(JSON.parse(body));
  });
  const account = {
    type: 'service_account',
    project_id: PROJECT,
    client_email: EMAIL,
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    token_uri: tokenUri,
  };
  return { ...received, account, url: fcm.url, tokensGiven: () => tokensGiven, endTokens: () => valid.clear() };
}
