// nginx as tests and the cluster run it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpDefaults, startNginx } from '../../dev/parts/nginx.ts';
import { freePorts } from '../../dev/parts/ports.ts';
import { until } from '../../dev/parts/until.ts';
import { assertGone } from './support/processes.ts';

const answering = (port: number, text: string): string =>
  `http { ${httpDefaults} server { listen 127.0.0.1:${port}; location / { return 200 "${text}"; } } }`;

test('it answers by its configuration, takes a new one, and goes on with the old one when that is wrong', async t => {
  const [port] = await freePorts(1);
  const nginx = await startNginx({ config: answering(port!, 'one'), ports: [port!] });
  t.after(() => nginx.stop());
  const text = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();
  assert.equal(await text(), 'one');
  await nginx.reload(answering(port!, 'two'));
  await until('the new configuration is in use', 10_000, async () => (await text()) === 'two');
  await assert.rejects(nginx.reload('http { nonsense; }'), /nonsense/);
  assert.equal(await text(), 'two');
});

test('killed, none of its processes answers; stopped, it leaves nothing behind', async () => {
  const [port] = await freePorts(1);
  const nginx = await startNginx({ config: answering(port!, 'one'), ports: [port!] });
  await nginx.process.kill();
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  await nginx.process.restart();
  assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
  await nginx.stop();
  assertGone([nginx.process]);
});

test('it carries plain TCP too', async t => {
  const [front, back] = (await freePorts(2)) as [number, number];
  const nginx = await startNginx({
    config: `${answering(back, 'behind')} stream { server { listen 127.0.0.1:${front}; proxy_pass 127.0.0.1:${back}; } }`,
    ports: [front, back],
  });
  t.after(() => nginx.stop());
  assert.equal(await (await fetch(`http://127.0.0.1:${front}/`)).text(), 'behind');
});
