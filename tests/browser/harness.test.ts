// The watcher over every browser test sees what it is there for: a test that could not fail would prove nothing (U44).
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { sharedChromium } from './support/shared-chromium.ts';
import { type Watch, watchContext } from './support/watch.ts';

const policy = "default-src 'none'; script-src 'self'; connect-src *; worker-src 'self'; img-src * data:";

const pages: Readonly<Record<string, string>> = {
  quiet: '<p>well</p>',
  inline: '<script>globalThis.ran = true</script>',
  style: '<p style="color: red">styled</p>',
  throws: '<script src="/throws.js"></script>',
  logs: '<script src="/logs.js"></script>',
  worker: '<script src="/worker-starts.js"></script>',
  elsewhere: '<img src="http://127.0.0.2:9/pixel.gif">',
};
const scripts: Readonly<Record<string, string>> = {
  throws: 'throw new Error("out of it")',
  logs: 'console.error("something is wrong")',
  'worker-starts': 'new Worker("/worker.js").onmessage = () => document.body.append("over")',
  worker:
    'fetch("http://127.0.0.2:9/from-a-worker").catch(() => console.error("a worker fails")).then(() => postMessage(1))',
};

async function open(t: TestContext, name: string, until = 'load'): Promise<Watch> {
  const server = createServer(({ url = '' }, response) => {
    const script = scripts[url.slice(1, -3)];
    const type = script ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
    response.end(
      script ?? `<!doctype html><link rel="icon" href="data:,"><title>x</title>${pages[url.slice(1)] ?? ''}`,
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context = await (await sharedChromium()).newContext();
  t.after(() => context.close());
  const watch = await watchContext(context, origin);
  const page = await context.newPage();
  await page.goto(`${origin}/${name}`);
  if (until !== 'load') await page.getByText(until).waitFor();
  await page.evaluate(() => 'what the page has told by now has arrived');
  return watch;
}

test('U44 the watcher is content with a page that is in order', async t => {
  assert.deepEqual((await open(t, 'quiet')).findings(), []);
});

const faults: readonly (readonly [page: string, told: RegExp, until?: string])[] = [
  ['inline', /policy: script-src/],
  ['style', /policy: style-src/],
  ['throws', /error: .*out of it/],
  ['logs', /console: something is wrong/],
  ['elsewhere', /request: http:\/\/127\.0\.0\.2/],
  ['worker', /request: .*from-a-worker/, 'over'],
  ['worker', /console: a worker fails/, 'over'],
];
for (const [page, told, until] of faults) {
  test(`U44 the watcher tells of ${page}: ${told.source}`, async t => {
    const watch = await open(t, page, until);
    assert.match(watch.findings().join('\n'), told);
    watch.allow(/./s);
    assert.deepEqual(watch.findings(), [], 'a test can allow what it provokes');
  });
}
