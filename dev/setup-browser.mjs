// `npm run setup:browser`: Chromium and the fonts that the browser tests and the screenshots need. On Debian and Ubuntu, as
// root, it installs them; elsewhere it says what to do. Plain JavaScript: runs on Node 20.
import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.mjs';

const fonts = {
  'fonts-noto-core': 'Noto Sans Arabic',
  'fonts-noto-cjk': 'Noto Sans CJK JP',
  'fonts-noto-color-emoji': 'Noto Color Emoji',
};

const families = output('fc-list', [':', 'family']);
const missing = Object.entries(fonts)
  .filter(([, family]) => !families.includes(family))
  .map(([name]) => name);
if (!findChromium()) missing.unshift('chromium');

if (missing.length === 0) {
  process.stdout.write(`${findChromium()} and the fonts are here.\n`);
} else if (process.env.PARLEY_CHROMIUM && !findChromium()) {
  stop(`PARLEY_CHROMIUM is ${process.env.PARLEY_CHROMIUM}, which is not a program.`);
} else if (!output('apt-get', ['--version'])) {
  stop('Install Chromium or Chrome 123 or newer; Noto fonts for Arabic, CJK and emoji make the screenshots complete.');
} else if (process.getuid?.() !== 0) {
  stop(`Run this as root:  apt-get install -y ${missing.join(' ')}`);
} else {
  install();
}

function install() {
  process.stdout.write(`Installing ${missing.join(', ')}: about 250 MB, some minutes.\n`);
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
  if (!findChromium()) stop('apt-get has ended well, and still there is no Chromium.');
  process.stdout.write(`Installed. Chromium is ${findChromium()}.\n`);
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env });
  if (status !== 0) stop(`apt-get ${args[0]} ended with ${status}; its own words stand above.`);
}

function output(command, args) {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
}

function stop(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
