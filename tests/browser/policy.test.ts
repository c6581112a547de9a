// What the server's content policy keeps out of the app, asked of the browser that enforces it (U44).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld } from './support/world.ts';

test('U44 every address of the app comes with the policy, and what is no address of the app is not found', async t => {
  const { server } = await createWorld(t);
  for (const path of [
    '/',
    `/chat/${'a'.repeat(32)}`,
    `/chat/${'a'.repeat(32)}/info`,
    '/settings',
    '/settings/about',
    '/new',
    '/new/group',
    '/join',
  ]) {
    const response = await fetch(server.url + path);
    assert.equal(response.status, 200, path);
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"]) {
      assert.ok(policy.split('; ').includes(part), `${path} has ${part}`);
    }
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  }
  assert.equal((await fetch(`${server.url}/nothing-of-ours`)).status, 404);
  assert.equal((await fetch(`${server.url}/assets/nothing-of-ours.js`)).status, 404);
});

test('U44 text does not become script, markup or style, and nothing goes elsewhere', async t => {
  const world = await createWorld(t);
  const mallory = await world.stranger('Mallory');
  await mallory.visits('/');
  const outcome = await mallory.page.evaluate(async () => {
    const tried = async (run: () => unknown): Promise<string> => {
      try {
        await run();
        return 'went through';
      } catch (error) {
        return (error as Error).name;
      }
    };
    const script = document.createElement('script');
    script.append('globalThis.ran = true');
    document.body.append(script);
    return {
      markup: await tried(() => document.createElement('p').setHTMLUnsafe('<img>')),
      worker: await tried(() => new Worker('data:text/javascript,0')),
      elsewhere: await tried(() => fetch('http://127.0.0.2:9/')),
      inline: 'ran' in globalThis ? 'went through' : 'blocked',
    };
  });
  assert.deepEqual(outcome, { markup: 'TypeError', worker: 'TypeError', elsewhere: 'TypeError', inline: 'blocked' });
  assert.match(mallory.watch.findings().join('\n'), /connect-src 'self'/, 'the watcher has seen it');
  mallory.watch.allow(/./s);
});
