// The mailbox's own tests, in Erlang.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../dev/node24.mjs';

test('the mailbox compiles without a warning and passes its own tests', () => {
  execFileSync(join(root, 'mailbox/build.escript'), ['test'], { stdio: 'pipe', encoding: 'utf8' });
  execFileSync(join(root, 'mailbox/test.escript'), { stdio: 'pipe', encoding: 'utf8' });
});
