import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CodeRequest, mayShowCode } from './development-code.ts';

const good: CodeRequest = {
  dev: true,
  bindHost: '127.0.0.1',
  remoteAddress: '127.0.0.1',
  headers: { host: 'localhost:8080', 'user-agent': 'x' },
};
const withHeaders = (headers: CodeRequest['headers']) => ({ headers: { ...good.headers, ...headers } });

const shown: Partial<CodeRequest>[] = [
  {},
  { bindHost: 'localhost' },
  { bindHost: '::1', remoteAddress: '::1', ...withHeaders({ host: '[::1]:8080' }) },
  { remoteAddress: '::ffff:127.0.0.1' },
  withHeaders({ host: '127.0.0.1' }),
];
const hidden: Partial<CodeRequest>[] = [
  { dev: false },
  ...['0.0.0.0', '::', '192.168.0.2', 'chat.example.org'].map(bindHost => ({ bindHost })),
  ...[undefined, '10.0.0.1', '::ffff:10.0.0.1'].map(remoteAddress => ({ remoteAddress })),
  ...[undefined, '', 'chat.example.org', 'localhost.example.org', '127.0.0.1.example.org', 'localhost:80@evil'].map(
    host => withHeaders({ host }),
  ),
  ...['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'cf-connecting-ip', 'cf-ray'].map(name =>
    withHeaders({ [name]: '127.0.0.1' }),
  ),
];

for (const change of shown) {
  test(`the code is shown: ${JSON.stringify(change)}`, () => assert.equal(mayShowCode({ ...good, ...change }), true));
}
for (const change of hidden) {
  test(`the code is not shown: ${JSON.stringify(change)}`, () =>
    assert.equal(mayShowCode({ ...good, ...change }), false));
}
