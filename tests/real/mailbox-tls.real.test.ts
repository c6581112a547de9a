// Nodes of the mailbox that take clients in TLS alone, with certificates of an authority of the operator's own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { limits } from '@parley/protocol';
import { root } from '../../dev/node24.mjs';
import { type MailboxPart, startMailbox } from '../../dev/parts/mailbox.ts';
import type { PartTls } from '../../dev/parts/part.ts';
import { type MailboxOptions, openMailbox } from '../../server/src/messages/mailbox-mnesia.ts';
import { createCli } from '../support/cli.ts';
import { createLinkCertificates } from '../support/link-certificates.ts';
import { createPeople, texts } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';

function certificates(t: TestContext, name: string): PartTls {
  const [{ linkCert: cert, linkKey: key, linkCa: ca }] = createLinkCertificates(t, name) as [
    { linkCert: string; linkKey: string; linkCa: string },
  ];
  return { cert, key, ca };
}

async function startInTls(t: TestContext, tls: PartTls, nodes = 1): Promise<MailboxPart> {
  const part = await startMailbox({ tls, nodes });
  t.after(() => part.stop());
  return part;
}

const settings = ({ addresses, secret }: MailboxPart, host: string): Record<string, string> => ({
  PARLEY_MAILBOX: addresses.map(({ port }) => `${host}:${port}`).join(),
  PARLEY_MAILBOX_SECRET: secret,
});

/** What a client is told that the node is not to take. */
async function refusal(t: TestContext, part: MailboxPart, options: Partial<MailboxOptions>): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const warn = ({ error }: { error?: Error }): void => resolve(String(error?.message));
  const mailbox = openMailbox({ nodes: part.addresses, secret: part.secret, limits, log: { warn }, ...options });
  t.after(() => mailbox.close());
  return Promise.race([promise, mailbox.ready().then(() => 'taken')]);
}

test('people write to each other over three nodes of the mailbox that take nothing but TLS', async t => {
  const tls = certificates(t, 'localhost');
  const part = await startInTls(t, tls, 3);
  const server = await startServerProcess(t, { env: { ...settings(part, 'localhost'), PARLEY_MAILBOX_CA: tls.ca } });
  const people = createPeople(t, server.url);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  alice.connect();
  const { id } = await alice.sendText(bob.account, 'over TLS');
  await alice.waitFor(id, 'sent');
  bob.connect();
  await alice.waitFor(id, 'delivered');
  assert.deepEqual(await texts(bob, alice.account), ['over TLS']);
});

test('in TLS a client has to know the authority, the name and the secret', async t => {
  const tls = certificates(t, '127.0.0.1');
  const part = await startInTls(t, tls);
  const ca = readFileSync(tls.ca, 'utf8');
  const other = readFileSync(certificates(t, '127.0.0.1').ca, 'utf8');
  const nodes = part.addresses.map(({ port }) => ({ host: 'localhost', port }));
  assert.equal(await refusal(t, part, { ca }), 'taken');
  assert.match(await refusal(t, part, { ca: other }), /unable to verify|self-signed|unable to get|signature failure/);
  assert.match(await refusal(t, part, { ca, nodes }), /localhost.* is not cert's CN|does not match/);
  assert.match(await refusal(t, part, { ca, secret: 'another secret of 16' }), /another secret/);
  assert.match(await refusal(t, part, {}), /did not say hello/);
});

test('config check tells whether the nodes can be reached in TLS', async t => {
  const tls = certificates(t, '127.0.0.1');
  const part = await startInTls(t, tls);
  const check = (env: Record<string, string>) => createCli(t, env).run('config', 'check', '--connect');
  const known = await check({ ...settings(part, '127.0.0.1'), PARLEY_MAILBOX_CA: tls.ca });
  assert.equal(known.code, 0, known.stdout + known.stderr);
  const plain = await check(settings(part, '127.0.0.1'));
  assert.equal(plain.code, 1, plain.stdout + plain.stderr);
});

test('a node with a certificate that is none, or without its key, says so and does not start', async t => {
  const tls = certificates(t, '127.0.0.1');
  const none = join(tls.ca, '../none.pem');
  writeFileSync(none, 'nothing');
  const run = promisify(execFile);
  const start = (env: Record<string, string>) =>
    run(join(root, 'mailbox/bin/mailbox'), {
      env: { ...process.env, MAILBOX_DIR: join(tls.ca, '../tables'), MAILBOX_SECRET: 'sixteen characters', ...env },
    });
  const [cert, key] = [{ MAILBOX_TLS_CERT: tls.cert }, { MAILBOX_TLS_KEY: tls.key }];
  await assert.rejects(start(cert), { code: 2, stderr: /^MAILBOX_TLS_KEY is missing/m });
  await assert.rejects(start(key), { code: 2, stderr: /^MAILBOX_TLS_CERT is missing/m });
  await assert.rejects(start({ ...cert, MAILBOX_TLS_KEY: none }), { code: 2, stderr: /^MAILBOX_TLS_KEY is no PEM/m });
  const away = { ...key, MAILBOX_TLS_CERT: `${none}.away` };
  await assert.rejects(start(away), { code: 2, stderr: /^MAILBOX_TLS_CERT cannot be read/m });
});
