// A signed request to S3 (AWS Signature Version 4): enough to see whether one answers and to look into a bucket.
import { createHash, createHmac } from 'node:crypto';

export interface S3Access {
  /** `http://host:port`. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

const TIMEOUT_MS = 10_000;

/** `path` begins with a slash and needs no escapes; `body` empty: none. */
export function s3Request(access: S3Access, method: string, path: string, body = ''): Promise<Response> {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const host = new URL(access.endpoint).host;
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const headers = { host, 'x-amz-content-sha256': bodyHash, 'x-amz-date': time };
  return fetch(`${access.endpoint}${path}`, {
    method,
    headers: { ...headers, authorization: authorization(access, `${method}\n${path}\n`, headers, time) },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body === '' ? {} : { body }),
  });
}

function authorization(
  { region, accessKey, secretKey }: S3Access,
  what: string,
  headers: Readonly<Record<string, string>>,
  time: string,
): string {
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = `${what}\n${lines.join('')}\n${names}\n${headers['x-amz-content-sha256']}`;
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(request).digest('hex')].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((last, step) => hmac(last, step), `AWS4${secretKey}`);
  return `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope},SignedHeaders=${names},Signature=${hmac(key, text).toString('hex')}`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
