// `npm run bench -- QUESTION [--json]`: one file a question.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { print, type Report } from './lib/report.ts';
import { hasTaskset } from './lib/server.ts';

const GENERATOR_CORE = '1';
/** A whole cluster would share the generator's core: what its processes do at once is the question. */
const UNPINNED = ['storm', 'latency'];
if (hasTaskset() && !process.env.BENCH_PINNED && !UNPINNED.includes(process.argv[2] ?? '')) {
  const env = { ...process.env, BENCH_PINNED: '1' };
  const { status } = spawnSync('taskset', ['-c', GENERATOR_CORE, process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env,
  });
  process.exit(status ?? 1);
}

const questions = readdirSync(dirname(fileURLToPath(import.meta.url)))
  .filter(name => name.endsWith('.ts') && name !== 'main.ts')
  .map(name => name.slice(0, -3));

const [question = '', ...rest] = process.argv.slice(2);
if (!questions.includes(question)) {
  process.stderr.write(`Usage: npm run bench -- QUESTION [--json]\nQuestions: ${questions.join(', ')}\n`);
  process.exit(2);
}
const { run } = (await import(`./${question}.ts`)) as { run(): Promise<Report> };
print(await run(), rest.includes('--json'));
process.stdout.write('', () => process.exit(0)); // after what a pipe has not taken yet
