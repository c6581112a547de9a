import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { createServer } from 'node:tls';
import { createLinkCertificates } from '../../tests/support/link-certificates.ts';
import { loadConfig } from './config.ts';
import { certificateProblems } from './config-certificates.ts';
import { tryToReach } from './config-connect.ts';

const DAY_MS = 86_400_000;

test('certificates as operators make them are good, in their time', t => {
  const [one] = createLinkCertificates(t, '127.0.0.1');
  assert.deepEqual(certificateProblems(one!, Date.now()), []);
  assert.match(certificateProblems(one!, Date.now() + 900 * DAY_MS).join(), /127\.0\.0\.1\.pem is no longer valid/);
  assert.match(certificateProblems(one!, Date.now() - 2 * DAY_MS).join(), /is not valid before/);
});

test("another's key, another authority, and files that are none of these are told", t => {
  const [one, two] = createLinkCertificates(t, '127.0.0.1', 'two.example');
  const [strange] = createLinkCertificates(t, 'three.example');
  const problems = (changed: Partial<typeof one>): string =>
    certificateProblems({ ...one!, ...changed }, Date.now()).join('\n');
  assert.match(problems({ linkKey: two!.linkKey }), /two\.example\.key is not the key of .*127\.0\.0\.1\.pem$/);
  assert.match(problems({ linkCa: strange!.linkCa }), /is not signed by/);
  assert.match(problems({ linkCa: '/nowhere.pem' }), /^--link-ca: \/nowhere\.pem is not there$/);
  writeFileSync(two!.linkCert, 'certificate');
  assert.match(
    problems({ linkCert: two!.linkCert }),
    /^--link-cert: .*two\.example\.pem is not what it should be, in PEM$/,
  );
});

test('a process is reached with the certificates of the settings, and a stranger is noticed', async t => {
  const [own] = createLinkCertificates(t, '127.0.0.1');
  const [strange] = createLinkCertificates(t, '127.0.0.1');
  const [cert, key] = [readFileSync(own!.linkCert), readFileSync(own!.linkKey)];
  const server = createServer({ cert, key });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const reach = (certificates: typeof own) =>
    tryToReach(loadConfig({}, { linkPeers: `groups=127.0.0.1:${port}`, ...certificates }));
  assert.deepEqual(await reach(own), [{ what: 'groups', where: `127.0.0.1:${port}`, failure: undefined }]);
  assert.match((await reach(strange))[0]!.failure!, /certificate/);
});
