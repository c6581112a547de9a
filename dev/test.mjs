// `npm test [-- GROUP]`: installs what is missing, then runs the tests of a group on Node 24.
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { findNode24, root, run, runWithCache } from './node24.mjs';

await ensureInstalled();
// Tests of the web app's logic import its texts.
await run(findNode24(), [join(root, 'dev/messages.ts')], { cwd: root });
// Hundreds of processes load the same modules.
process.exit(
  await runWithCache(findNode24(), [join(root, 'dev/test-groups.ts'), ...process.argv.slice(2)], { cwd: root }),
);
