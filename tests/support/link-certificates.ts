// Certificates for links, made as operators make them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { root } from '../../dev/node24.mjs';

/** Settings of links, by name, for processes reached under these names; all signed by one authority. Needs openssl. */
export function createLinkCertificates(t: Pick<TestContext, 'after'>, ...names: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-links-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync(join(root, 'deploy/link-certificates.sh'), [folder, ...names]);
  return names.map(name => ({
    linkCert: join(folder, `${name}.pem`),
    linkKey: join(folder, `${name}.key`),
    linkCa: join(folder, 'ca.pem'),
  }));
}
