import { checkConfig } from '@parley/server';
import { exitCodes } from '../exit.ts';
import { printJson } from '../options.ts';

type Report = Awaited<ReturnType<typeof checkConfig>>;

/** Resolves to the exit code: 0, 1 when something cannot be reached, 2 for wrong settings. */
export async function configCheckCommand({
  connect,
  json,
  ...options
}: Readonly<Record<string, string | true>>): Promise<number> {
  const flags = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));
  const { config: _, ...report } = await checkConfig({ env: process.env, flags, connect: connect === true });
  if (json) printJson(report);
  else process.stdout.write(`${textOf(report)}\n`);
  if (report.problems.length > 0) return exitCodes.usage;
  return report.reached.some(({ failure }) => failure) ? exitCodes.unexpected : exitCodes.done;
}

function textOf({ topics, problems, notes, reached }: Omit<Report, 'config'>): string {
  const width = Math.max(...topics.flatMap(({ settings }) => settings.map(({ name }) => name.length)));
  const lines = topics.flatMap(({ title, settings }) => [
    title,
    ...settings.map(({ name, text, from }) => `  ${name.padEnd(width)}  ${text || '-'}${from ? `  (${from})` : ''}`),
    '',
  ]);
  for (const { what, where, failure } of reached)
    lines.push(`${failure ? '✗' : '✓'} ${what} ${where} ${failure ?? 'reached'}`);
  lines.push(...notes.map(note => `! ${note}`), ...problems.map(problem => `✗ ${problem}`));
  if (problems.length > 0)
    return [...lines, `\n${problems.length} to be put right. A server would not start.`].join('\n');
  const unreached = reached.filter(({ failure }) => failure).length;
  const but = unreached > 0 ? `, but ${unreached} of ${reached.length} cannot be reached` : '';
  return [...lines, `The settings are good${but}.`].join('\n');
}
