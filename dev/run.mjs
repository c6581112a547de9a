// `node dev/run.mjs FILE.ts ARGS…`: runs one of our TypeScript files on Node 24.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runOnNode24 } from './node24.mjs';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('Which file? node dev/run.mjs FILE.ts, from the root of the repository\n');
  process.exit(2);
}
await runOnNode24(pathToFileURL(join(root, script)), args);
