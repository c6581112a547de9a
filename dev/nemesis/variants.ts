// Servers with one rule broken, in a copy of the source: what checks histories must notice each of them.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../node24.mjs';
import type { Finding } from './history.ts';

export interface Variant {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** What brings it to light, and as what: any of these. */
  readonly fault: string;
  readonly findings: readonly Finding['kind'][];
}

export const variants: Readonly<Record<string, Variant>> = {
  'start at the latest record': {
    file: 'server/src/fanout/offsets-kafka.ts',
    find: 'timestamp: EARLIEST',
    replace: 'timestamp: LATEST',
    fault: 'fanout',
    findings: ['lost'],
  },
  'answered before it is flushed': {
    file: 'mailbox/src/mailbox_flush.erl',
    find: 'flush(Members, []) ->\n    Until',
    replace: 'flush([_, _ | _], []) ->\n    ok;\nflush(Members, []) ->\n    Until',
    fault: 'mailbox-all',
    findings: ['lost', 'untold'],
  },
  'rows deleted without their receipt': {
    file: 'mailbox/src/mailbox_ack.erl',
    find: 'mailbox_rows:kind(Row) =:= ?MESSAGE, mailbox_rows:sender_account(Row) =/= Own]',
    replace: 'mailbox_rows:kind(Row) =:= ?MESSAGE, mailbox_rows:sender_account(Row) =/= Own, rand:uniform(4) > 1]',
    fault: 'redis-flush',
    findings: ['untold'],
  },
};

const packages = ['protocol', 'client', 'server', 'cli', 'web'];
const copied = [...packages, 'mailbox', 'package.json', 'tsconfig.json'];
const left = /\/(node_modules|dist|ebin)(\/|$)/;

/** A copy of the source with that change. @throws {Error} when it does not fit the source any more */
export function copyWith({ file, find, replace }: Variant): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'parley-variant-'));
  for (const name of copied) {
    cpSync(join(root, name), join(path, name), {
      recursive: true,
      filter: from => !left.test(from.slice(root.length)),
    });
  }
  const modules = join(path, 'node_modules');
  mkdirSync(join(modules, '@parley'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')).filter(one => one !== '@parley')) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  for (const name of packages) symlinkSync(join(path, name), join(modules, '@parley', name));
  const text = readFileSync(join(path, file), 'utf8');
  if (text.split(find).length !== 2) throw new Error(`${file} does not have this once: ${find}`);
  writeFileSync(
    join(path, file),
    text.replace(find, () => replace),
  );
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
