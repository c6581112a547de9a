// `npm run nemesis -- --fault NAME --times N`: makes a part of a cluster fail under load, and checks what became of every message.
import { parseArgs } from 'node:util';
import { faults } from './nemesis/faults.ts';
import { isRight, type Run, startNemesis, sumOf } from './nemesis/nemesis.ts';
import { setUpParts } from './parts/parts.ts';

const USAGE = `npm run nemesis -- --fault NAME[,NAME…] [--times N] [--seed N] [--rate PER_SECOND] [--json]
All of them once, then all of them again. --json: a line a run, and a last one with the sums and the longest recovery.
Faults: ${Object.keys(faults).join(', ')}, or all.
`;

const { values } = parseArgs({
  options: {
    fault: { type: 'string' },
    times: { type: 'string', default: '1' },
    seed: { type: 'string' },
    rate: { type: 'string', default: '40' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

const names = values.fault === 'all' ? Object.keys(faults) : (values.fault ?? '').split(',');
const misread = misreadWords();
if (misread.length > 0) {
  process.stderr.write(`Not understood: ${misread.join(', ')}\n${USAGE}`);
  process.exit(2);
}
const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const runs: Run[] = [];
try {
  await setUpParts([], tell);
  const first = Number(values.seed ?? Math.floor(Math.random() * 1e6));
  const nemesis = await startNemesis({ faults: names, perSecond: Number(values.rate), tell });
  for (let time = 0; time < Number(values.times); time++) {
    for (const name of names) {
      const run = await nemesis.run(name, first + time);
      runs.push(run);
      process.stdout.write(`${values.json ? JSON.stringify(run) : lineOf(run)}\n`);
    }
  }
  await nemesis.stop();
} catch (error) {
  tell((error as Error).message);
  process.exit(1);
}
const sum = sumOf(runs);
process.stdout.write(
  `${values.json ? JSON.stringify(sum) : lineOf({ ...sum, fault: 'all of them', seed: runs[0]!.seed })}\n`,
);
process.exit(isRight(sum) ? 0 : 1);

/** Before anything is installed or started: that takes minutes. */
function misreadWords(): string[] {
  const { times, rate, seed = '0' } = values;
  const isNumber = (name: string, text: string): boolean => /^\d+$/.test(text) && (name === 'seed' || Number(text) > 0);
  const numbers = Object.entries({ times, rate, seed }).filter(([name, text]) => !isNumber(name, text));
  return [
    ...names.filter(name => !Object.hasOwn(faults, name)).map(name => `--fault ${name}`),
    ...numbers.map(([name, text]) => `--${name} ${text}`),
  ];
}

function lineOf({ fault, seed, findings = [], ...numbers }: Run): string {
  const told = Object.entries(numbers).map(([name, value]) => `${name} ${value}`);
  const wrong = findings.map(({ kind, what, at }) => `\n  ${kind}: ${what}, at ${at}`);
  return `${fault} (seed ${seed}): ${told.join(', ')}${wrong.join('')}`;
}
