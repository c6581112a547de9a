// `npm run setup:parts [-- PART…]`: installs the servers that a cluster is made of (Debian, Ubuntu), or says what to do.
import { setUpParts } from './parts/parts.ts';

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  await setUpParts(process.argv.slice(2), tell);
  tell('All parts are here.');
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
