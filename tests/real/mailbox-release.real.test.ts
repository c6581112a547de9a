// What is built of the mailbox for machines without Erlang: it is made, unpacked elsewhere, started, and keeps what it took.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { limits } from '@parley/protocol';
import { root } from '../../dev/node24.mjs';
import { startMailbox } from '../../dev/parts/mailbox.ts';
import { temporaryPath } from '../../server/src/lib/temporary-path.testing.ts';
import {
  alice,
  alicesPhone,
  bob,
  bobsPhone,
  messageId,
  readAll,
  text,
  textOf,
} from '../../server/src/messages/message-store.testing.ts';
import { openMnesiaMessageStore } from '../../server/src/messages/message-store-mnesia.ts';
import { createLinkCertificates } from '../support/link-certificates.ts';

/** Of a process and all below it. */
const programsOf = (pid: number): string[] => [
  readlinkSync(`/proc/${pid}/exe`),
  ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .flatMap(programsOf),
];

test('a release runs from its own folder, with its own Erlang, in TLS, and has what it took after a kill', async t => {
  const [made, unpacked] = [temporaryPath(), temporaryPath()];
  execFileSync(join(root, 'mailbox/release.escript'), [made], { stdio: 'pipe' });
  mkdirSync(unpacked);
  execFileSync('tar', ['xzf', ...globSync(join(made, 'parley-mailbox-*.tar.gz')), '-C', unpacked]);
  const [files] = createLinkCertificates(t, '127.0.0.1') as [{ linkCert: string; linkKey: string; linkCa: string }];
  const tls = { cert: files.linkCert, key: files.linkKey, ca: files.linkCa };
  const part = await startMailbox({ program: join(unpacked, 'bin/mailbox'), tls, nodes: 3 });
  t.after(() => part.stop());
  const options = {
    nodes: part.addresses,
    secret: part.secret,
    ca: readFileSync(tls.ca, 'utf8'),
    limits,
    giveUpMs: 45_000,
  };
  const store = await openMnesiaMessageStore(options);
  t.after(() => store.close());
  for (const name of [alice, bob]) await store.setDevices(name, 1, [1]);
  const targets = [{ account: bob, listVersion: 1, rows: [{ device: 1, envelope: text(1) }] }];
  const result = await store.append({ sender: alicesPhone, id: messageId(1), ts: 1_000, control: false, targets });
  assert.equal(result.kind, 'stored');

  const programs = part.nodes.flatMap(({ pid }) => programsOf(pid));
  assert.equal(
    programs.filter(path => path.startsWith(unpacked) && path.endsWith('/beam.smp')).length,
    3,
    programs.join(),
  );
  assert.ok(!programs.some(path => path.startsWith('/usr/lib/erlang')), programs.join());
  await Promise.all(part.nodes.map(node => node.kill()));
  await Promise.all(part.nodes.map(node => node.restart()));
  const rows = await readAll(store, bobsPhone);
  assert.deepEqual(rows.map(textOf), [1]);
});
