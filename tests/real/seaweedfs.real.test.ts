// The S3 of tests and of people.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Seaweedfs, startSeaweedfs } from '../../dev/parts/seaweedfs.ts';
import { until } from '../../dev/parts/until.ts';
import { assertGone, stateOf } from './support/processes.ts';

let s3: Seaweedfs;
before(async () => {
  s3 = await startSeaweedfs();
});
after(() => s3?.stop());

test('it gives back what it was given, and nothing to a stranger', async () => {
  assert.equal((await s3.request('PUT', '/parley/a/b', 'bytes')).status, 200);
  assert.equal(await (await s3.request('GET', '/parley/a/b')).text(), 'bytes');
  assert.equal((await s3.request('GET', '/parley/a/c')).status, 404);
  assert.equal((await fetch(`${s3.endpoint}/parley/a/b`)).status, 403);
});

test('killed and started again, it has what it had', async () => {
  await s3.request('PUT', '/parley/kept', 'kept');
  await s3.process.kill();
  await assert.rejects(s3.request('GET', '/parley/kept'));
  await s3.process.restart();
  assert.equal(await (await s3.request('GET', '/parley/kept')).text(), 'kept');
});

test('paused, it answers when it goes on', async () => {
  s3.process.pause();
  await until('it is stopped', 5_000, async () => stateOf(s3.process.pid) === 'T');
  const answer = s3.request('GET', '/parley/kept');
  s3.process.resume();
  assert.equal((await answer).status, 200);
});

test('stopped, it leaves no process and no folder behind', async () => {
  await s3.stop();
  assertGone([s3.process]);
});
