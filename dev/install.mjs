// Installs what is missing, and says that it is still at it. Plain JavaScript: runs on Node 20.
import { spawn } from 'node:child_process';
import { isInstalled, root } from './node24.mjs';

const HEARTBEAT_MS = 5_000;

/** Resolves once node_modules holds what package-lock.json names. Ends the process when it cannot. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const start = Date.now();
  process.stderr.write('Installing what Parley needs (npm ci). The first time this takes about a minute.\n');
  const timer = setInterval(() => {
    process.stderr.write(`  still installing, ${Math.round((Date.now() - start) / 1000)} s so far\n`);
  }, HEARTBEAT_MS);
  const code = await npmCi();
  clearInterval(timer);
  if (code !== 0 || !isInstalled()) {
    process.stderr.write(
      'npm ci did not bring everything. Is the package registry reachable? Its own words stand above.\n',
    );
    process.exit(1);
  }
  process.stderr.write(`Installed in ${Math.round((Date.now() - start) / 1000)} s.\n`);
}

function npmCi() {
  return new Promise(resolve => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const child = spawn(npm, ['ci', '--include=optional', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    child.on('error', () => resolve(1));
    child.on('exit', code => resolve(code ?? 1));
  });
}
