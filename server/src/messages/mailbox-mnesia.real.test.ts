// What a node of the mailbox makes of requests that are none of its operations, and of clients that end.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import { gaugeOf } from '../../../dev/nemesis/mailbox-gauges.ts';
import { startMailbox } from '../../../dev/parts/mailbox.ts';
import { until } from '../../../dev/parts/until.ts';
import { openMailbox } from './mailbox-mnesia.ts';
import { account, messageId } from './message-store.testing.ts';
import { openMnesiaMessageStore } from './message-store-mnesia.ts';

/** Their pages are some times the largest frame. */
const READERS = 160;
const ROWS = 15;
const ENVELOPE_BYTES = 65_000;

test('D9 a request that no shard takes fails alone: what else goes over its connection goes on', async t => {
  const part = await startMailbox();
  t.after(part.stop);
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  const mailbox = openMailbox({ nodes: part.addresses, secret: part.secret, log });
  t.after(mailbox.close);
  await mailbox.ready();
  const bad = assert.rejects(
    mailbox.ask(0, () => ['where', 1]),
    /bad_request/,
  );
  assert.equal((await mailbox.ask(0, () => ['where']))[0], 'place');
  await bad;
  assert.deepEqual(warnings, []);
});

test('D11 however a client ends, before or after its answer, the others hear that rows may be untold', async t => {
  const part = await startMailbox();
  t.after(part.stop);
  const CLIENTS = 40;
  for (let count = 0; count < CLIENTS; count++) {
    const mailbox = openMailbox({ nodes: part.addresses, secret: part.secret });
    await mailbox.ready();
    const asking = Array.from({ length: 8 }, (_, shard) =>
      mailbox.ask(shard, () => ['group_roster', Buffer.alloc(16)]),
    );
    const ended = Promise.allSettled(asking);
    if (count % 2 === 0) await asking[0]!.catch(() => {});
    mailbox.close();
    await ended;
  }
  await until('all of them are counted', 10_000, async () => (await gaugeOf(part, 0, 'untold_total')) === CLIENTS);
});

test('many who read full pages at once are answered in frames that are taken', async t => {
  const part = await startMailbox();
  t.after(part.stop);
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  const store = await openMnesiaMessageStore({ nodes: part.addresses, secret: part.secret, log });
  t.after(store.close);
  const readers = Array.from({ length: READERS }, (_, i) => account((0x10 + i).toString(16)));
  for (const reader of readers) await store.setDevices(reader, 1, [1]);
  const [sender] = readers;
  let last = 0;
  const write = (to: AccountId) => {
    const targets = [{ account: to, listVersion: 1, rows: [{ device: 1, envelope: new Uint8Array(ENVELOPE_BYTES) }] }];
    const append = { id: messageId(++last), ts: last, control: false, targets };
    return store.append({ ...append, sender: { account: sender!, device: 1 } });
  };
  for (let row = 0; row < ROWS; row++) await Promise.all(readers.slice(1).map(write));
  const pages = await Promise.all(readers.map(reader => store.read({ account: reader, device: 1 }, 0, 100)));
  assert.deepEqual(
    pages.slice(1).map(page => page.length),
    readers.slice(1).map(() => ROWS),
  );
  assert.deepEqual(warnings, []);
});

test("no argument of a process tells the nodes' cookie, which is as good as a login", async t => {
  const part = await startMailbox({ nodes: 3 });
  t.after(part.stop);
  const ports = part.addresses.map(({ port }) => port);
  const lines = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [argumentsOf(name)] : []));
  const nodes = lines.filter(line => ports.some(port => line.includes(`mailbox-${port}@`)));
  assert.ok(nodes.length >= ports.length);
  const cookie = `loopback-${ports[0]}`;
  assert.equal(nodes.filter(line => line.includes(cookie)).length, 0);
  for (const folder of part.folders) {
    assert.equal(readFileSync(join(folder, '.erlang.cookie'), 'utf8'), cookie);
    assert.equal(statSync(join(folder, '.erlang.cookie')).mode & 0o777, 0o400);
  }
});

/** Nothing, of a process that has ended meanwhile. */
function argumentsOf(process: string): string {
  try {
    return readFileSync(join('/proc', process, 'cmdline'), 'utf8');
  } catch {
    return '';
  }
}
