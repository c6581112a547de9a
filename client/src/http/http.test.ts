import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookUp } from './api.ts';
import { createHttp, serverUrl, tokenBytes, tokenText } from './http.ts';

const answering = (status: number, body: string) =>
  createHttp({ server: 'http://parley.test', fetch: async () => new Response(body, { status }) });

test('an error of the table comes out with its code, message and waiting time', async () => {
  const body = { code: 'rate_limited', message: 'Slower.', temporary: true, retryAfterMs: 1500 };
  await assert.rejects(answering(429, JSON.stringify(body)).json('GET', '/'), { name: 'ParleyError', ...body });
});

test('an answer of something in between is an error that says so', async () => {
  await assert.rejects(answering(502, '<html>').json('GET', '/'), { code: 'bad_answer', temporary: true });
  await assert.rejects(answering(404, '<html>').json('GET', '/'), { code: 'bad_answer', temporary: false });
  await assert.rejects(answering(200, '<html>').json('GET', '/'), { code: 'bad_answer' });
  await assert.rejects(lookUp(answering(200, '{"accounts":[{"account":"nonsense"}]}'), '+1'), { code: 'bad_answer' });
});

test('a network that is down is temporary, and keeps its cause; an aborted call is aborted', async () => {
  const down = createHttp({
    server: 'http://parley.test',
    fetch: async (_input, init) => {
      init?.signal?.throwIfAborted();
      throw new TypeError('fetch failed');
    },
  });
  await assert.rejects(down.json('GET', '/'), { code: 'unreachable', temporary: true });
  await assert.rejects(down.json('GET', '/', undefined, AbortSignal.abort()), { name: 'AbortError' });
});

test('addresses as people write them', () => {
  assert.equal(serverUrl('http://localhost:8080/'), 'http://localhost:8080');
  assert.equal(serverUrl('chat.example.org'), 'https://chat.example.org');
  assert.equal(serverUrl('https://example.org/chat/'), 'https://example.org/chat');
  assert.throws(() => serverUrl('http://'), { code: 'bad_server' });
});

test('a token is the same bytes in Hello and in the header', () => {
  const token = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
  const text = tokenText(token);
  assert.match(text, /^[\w-]{43}$/);
  assert.deepEqual(tokenBytes(text), token);
});
