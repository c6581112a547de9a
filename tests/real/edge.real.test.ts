// SDK clients of a server with an edge: files come from there, and from the server when there is no edge any more.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Message } from '@parley/client';
import { startEdge } from '../../dev/parts/edge.ts';
import { freePorts } from '../../dev/parts/ports.ts';
import { createPeople, type Person } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';

const SECRET = 'edgesecret0123456789';

async function createWorld(t: TestContext) {
  const [port] = await freePorts(1);
  const env = {
    PARLEY_EDGE_URL: `http://127.0.0.1:${port}/edge`,
    PARLEY_EDGE_SECRET: SECRET,
    PARLEY_EDGE_THRESHOLD: '0',
  };
  const server = await startServerProcess(t, { env });
  const edge = await startEdge({ port: port!, origin: new URL(server.url).host, secret: SECRET });
  t.after(() => edge.stop());
  const people = createPeople(t, server.url);
  const metric = async (name: string): Promise<number> => {
    const text = await fetch(`${server.url}/metrics`).then(response => response.text());
    return Number(new RegExp(`^parley_asset_${name} (\\d+)$`, 'm').exec(text)![1]);
  };
  return { edge, alice: await people.register('Alice'), bob: await people.register('Bob'), metric };
}

async function received({ client }: Person, id: Message['id']): Promise<Message> {
  for await (const message of client.incoming()) if (message.id === id) return message;
  throw new Error('it did not come');
}

async function opened({ client }: Person, id: Message['id']): Promise<Buffer> {
  const stream = (await client.openAttachment(id, 0)) as ReadableStream;
  return Buffer.from(await new Response(stream).arrayBuffer());
}

test('a file comes from the edge, and from the server once the edge is gone', async t => {
  const { alice, bob, edge, metric } = await createWorld(t);
  for (const { client } of [alice, bob]) client.connect();
  const bytes = Uint8Array.from({ length: 6_000_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff);
  const file = { source: new Blob([bytes]), name: 'film.bin', type: 'application/octet-stream' };
  const { id } = await alice.client.sendFiles(bob.client.account, [file]);
  await received(bob, id);
  for (const reader of [bob, bob, alice]) assert.ok((await opened(reader, id)).equals(bytes));
  assert.deepEqual([await metric('edge_reads_total'), await metric('downloaded_bytes_total')], [2, 0]);
  await edge.process.kill();
  assert.ok((await opened(bob, id)).equals(bytes));
  assert.ok((await metric('downloaded_bytes_total')) >= bytes.length);
});
