// kill -9 of the real server in the middle of uploads: each goes on where it was, each file arrives once and whole, and nothing
// of it is kept twice. PARLEY_KILL_RUNS sets how often.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Client, Message } from '@parley/client';
import { createRandom } from '../../server/src/lib/random.testing.ts';
import { createPeople } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';

const runs = Number(process.env.PARLEY_KILL_RUNS ?? 3);
const FILE_BYTES = 10_000_000;
const PIECES = 3;

function contentOf(run: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FILE_BYTES).fill(run);
  new DataView(bytes.buffer).setUint32(FILE_BYTES / 2, run);
  return bytes;
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap(entry => (entry.isFile() ? [entry.name] : []));

async function opened(client: Client, id: Message['id']): Promise<Uint8Array> {
  return new Uint8Array(await new Response((await client.openAttachment(id, 0)) as ReadableStream).arrayBuffer());
}

test(`F13 F46 ${runs} kills in the middle of uploads: each goes on, arrives once and is kept once`, {
  timeout: 1_200_000,
}, async t => {
  const server = await startServerProcess(t);
  const people = createPeople(t, server.url);
  const random = createRandom(20_261_125);
  let up: Promise<unknown> = Promise.resolve();
  /** Of the next upload: at which request to kill, how far into it; and what was asked to be stored. */
  const plan = { killAt: -1, turns: 0, requests: 0, offsets: [] as number[] };

  async function killAndRestart(): Promise<void> {
    for (let i = 0; i < plan.turns; i++) await new Promise(resolve => setImmediate(resolve));
    await server.kill();
    await server.start();
  }

  const sending: typeof fetch = async (input, init = {}) => {
    await up;
    const isUpload = /assets$|uploads\//.test(String(input));
    const answer = fetch(input, init);
    if (!isUpload) return answer;
    const offset = (init.headers as Record<string, string>)['upload-offset'];
    if (offset !== undefined) plan.offsets.push(Number(offset));
    if (plan.requests++ === plan.killAt) up = killAndRestart();
    return answer;
  };
  const alice = await people.register('Alice', { fetch: sending, random: () => 0 });
  const bob = await people.register('Bob');
  for (const { client } of [alice, bob]) client.connect();

  const sent: Message[] = [];
  let resumed = 0;
  for (let run = 1; run <= runs; run++) {
    Object.assign(plan, { requests: 0, offsets: [], killAt: run % (PIECES + 1), turns: Math.floor(random() * 400) });
    const file = { source: new Blob([contentOf(run)]), name: `${run}.bin`, type: 'application/octet-stream' };
    sent.push(await alice.client.sendFiles(bob.client.account, [file], { text: String(run) }));
    await up;
    if (plan.offsets.some(offset => offset > 0 && offset % (4 * 1024 * 1024) !== 0)) resumed++;
    const again = plan.offsets.filter(offset => offset === 0).length;
    assert.ok(again <= 2, `run ${run} began anew: ${plan.offsets}`);
  }
  await alice.client.whenSent();
  assert.ok(runs < 10 || resumed > 0, 'some were cut inside a piece');
  const seen: string[] = [];
  for await (const message of bob.client.incoming()) {
    seen.push(message.text ?? '');
    assert.deepEqual(Buffer.from(await opened(bob.client, message.id)), Buffer.from(contentOf(Number(message.text))));
    if (message.id === sent.at(-1)!.id) break;
  }
  assert.deepEqual(
    seen,
    sent.map(({ text }) => text),
  );
  assert.equal(files(join(server.data, 'assets', 'blobs')).length, runs);
  assert.deepEqual(files(join(server.data, 'assets', 'uploads')), []);
});
