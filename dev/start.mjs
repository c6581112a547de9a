// `npm start`: installs what is missing, then serves in one process, in development mode.
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { findNode24, root, run } from './node24.mjs';

await ensureInstalled();
process.stderr.write('Starting Parley…\n');
process.exit(
  await run(findNode24(), [join(root, 'cli/src/main.ts'), 'serve', '--dev', ...process.argv.slice(2)], { cwd: root }),
);
