import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createWebhookCodeSender } from './code-sender-webhook.ts';

/** Answers with these statuses in turn; 0: never. */
async function startHook(t: TestContext, statuses: number[]) {
  const requests: { authorization: string | undefined; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ authorization: request.headers.authorization, body });
    const status = statuses[requests.length - 1] ?? 500;
    if (status > 0) response.writeHead(status, status === 302 ? { location: '/' } : {}).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests };
}

test('a code is posted with the secret, and once more when the first try fails', async t => {
  const { url, requests } = await startHook(t, [503, 204]);
  await createWebhookCodeSender({ url, secret: 's3cret' }).send('+15550100001', '123456');
  assert.deepEqual(
    requests.map(({ authorization }) => authorization),
    ['Bearer s3cret', 'Bearer s3cret'],
  );
  const { phone, code, text } = JSON.parse(requests[1]!.body);
  assert.deepEqual([phone, code], ['+15550100001', '123456']);
  assert.match(text, /123456/);
});

test('what does not take the code is a failure: errors, redirects, silence', async t => {
  for (const statuses of [
    [500, 500],
    [302, 302],
    [0, 0],
  ]) {
    const { url } = await startHook(t, statuses);
    const sender = createWebhookCodeSender({ url, timeoutMs: 100 });
    await assert.rejects(
      sender.send('+15550100001', '123456'),
      (error: Error) => !/123456|5550100/.test(String(error)),
    );
  }
});
