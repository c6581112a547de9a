// `npm start`: installs what is missing, builds the web app when it has changed, then serves in one process, in development mode.
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { findNode24, root, run, runWithCache } from './node24.mjs';
import { isWebBuilt } from './web-sources.mjs';

await ensureInstalled();
if (!isWebBuilt()) await buildWeb();
process.env.PARLEY_ECHO ??= 'true'; // somebody to talk to; only for development, as below
process.stderr.write('Starting Parley…\n');
process.exit(
  await runWithCache(findNode24(), [join(root, 'cli/src/main.ts'), 'serve', '--dev', ...process.argv.slice(2)], {
    cwd: root,
  }),
);

async function buildWeb() {
  const stop = () => process.exit(130);
  process.once('SIGINT', stop);
  const code = await run(findNode24(), [join(root, 'dev/build-web.ts')], { cwd: root });
  process.off('SIGINT', stop);
  if (code === 0) return;
  process.stderr.write(
    'The web app could not be built, for the reason above. The server runs with the last one, or without.\n',
  );
}
