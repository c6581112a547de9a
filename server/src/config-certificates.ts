// Whether the certificate for links can be used: readable, its own key's, signed by the authority, neither too old nor too new.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cannotRead } from './config-file.ts';
import { type Config, flagName } from './config-table.ts';

type Certificates = Pick<Config, 'linkCert' | 'linkKey' | 'linkCa'>;

export function certificateProblems({ linkCert, linkKey, linkCa }: Certificates, now: number): string[] {
  if (linkCert === '' || linkKey === '' || linkCa === '') return [];
  const problems: string[] = [];
  const read = <T>(name: keyof Certificates, path: string, parse: (pem: Buffer) => T): T | undefined => {
    try {
      return parse(readFileSync(path));
    } catch (error) {
      const isFile = (error as { syscall?: string }).syscall === undefined;
      problems.push(
        `--${flagName(name)}: ${isFile ? `${path} is not what it should be, in PEM` : cannotRead(path, error)}`,
      );
      return undefined;
    }
  };
  const certificate = read('linkCert', linkCert, pem => new X509Certificate(pem));
  const key = read('linkKey', linkKey, pem => createPrivateKey(pem));
  const authority = read('linkCa', linkCa, pem => new X509Certificate(pem));
  if (!certificate || !key || !authority) return problems;
  if (!certificate.checkPrivateKey(key)) problems.push(`--link-key: ${linkKey} is not the key of ${linkCert}`);
  if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey)) {
    problems.push(`--link-cert: ${linkCert} is not signed by ${linkCa}`);
  }
  for (const [path, { validFromDate, validToDate }] of [
    [linkCert, certificate] as const,
    [linkCa, authority] as const,
  ]) {
    if (now < validFromDate.getTime()) problems.push(`${path} is not valid before ${validFromDate.toISOString()}`);
    if (now > validToDate.getTime()) problems.push(`${path} is no longer valid: it ended ${validToDate.toISOString()}`);
  }
  return problems;
}
