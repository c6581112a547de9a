// `npm run bench -- QUESTION [--json]`: one file a question.
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { print, type Report } from './report.ts';

const notQuestions = ['main.ts', 'report.ts', 'server.ts'];
const questions = readdirSync(dirname(fileURLToPath(import.meta.url)))
  .filter(name => name.endsWith('.ts') && !notQuestions.includes(name))
  .map(name => name.slice(0, -3));

const [question = '', ...rest] = process.argv.slice(2);
if (!questions.includes(question)) {
  process.stderr.write(`Usage: npm run bench -- QUESTION [--json]\nQuestions: ${questions.join(', ')}\n`);
  process.exit(2);
}
const { run } = (await import(`./${question}.ts`)) as { run(): Promise<Report> };
print(await run(), rest.includes('--json'));
process.exit(0);
