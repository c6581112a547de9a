// Reads a scenario: the first line is its title, which begins with the rules it tries; every other line is a step. A step
// that ends with a colon takes the indented lines below it.

export interface Scenario {
  readonly title: string;
  /** From the root of the project. */
  readonly path: string;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly number: number;
  readonly text: string;
  readonly below: readonly string[];
}

export function parseScenario(path: string, source: string): Scenario {
  const [title = '', ...rest] = source.split('\n').map(line => line.trimEnd());
  if (!/^([DF]\d+ )+\S/.test(title))
    throw new Error(`${path}:1: begin with a title that names its rules: D1 F5 What is so`);
  const lines: { number: number; text: string; below: string[] }[] = [];
  for (const [at, text] of rest.entries()) {
    if (text === '' || text.startsWith('#')) continue;
    const number = at + 2;
    if (!text.startsWith(' ')) lines.push({ number, text, below: [] });
    else if (lines.at(-1)?.text.endsWith(':')) lines.at(-1)!.below.push(text.trim());
    else throw new Error(`${path}:${number}: this line is indented, but the step above takes none below it`);
  }
  if (lines.length === 0) throw new Error(`${path}:1: there is no step`);
  return { title, path, lines };
}
