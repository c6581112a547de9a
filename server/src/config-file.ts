// The file of settings: a line each, `name = value`, names as the flags have. `#` begins a remark where a line or a word could
// begin; quotes keep what is between them as it is.
import { readFileSync } from 'node:fs';
import { flagName, givenNames } from './config-table.ts';
import { nearest } from './lib/nearest.ts';

/** A text that somebody gave, and where: `--port`, `PARLEY_PORT`, `parley.conf:3 port`. */
export interface Given {
  readonly text: string;
  readonly from: string;
}

export interface ConfigFile {
  readonly given: ReadonlyMap<string, Given>;
  readonly problems: readonly string[];
}

const LINE = /^([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|((?:(?!(?<=\s)#)[^"'])*?))\s*(?:(?<=\s|["'=])#.*)?$/;

export function readConfigFile(path: string): ConfigFile {
  try {
    return parseConfigFile(readFileSync(path, 'utf8'), path);
  } catch (error) {
    return { given: new Map(), problems: [`the file of settings ${cannotRead(path, error)}`] };
  }
}

export function cannotRead(path: string, error: unknown): string {
  const { code } = error as { code?: string };
  const why = { ENOENT: 'is not there', EACCES: 'may not be read by this user', EISDIR: 'is a folder' }[code ?? ''];
  return `${path} ${why ?? `cannot be read: ${code}`}`;
}

/** Never tells what a line holds: it may be a secret. */
function parseConfigFile(content: string, path: string): ConfigFile {
  const given = new Map<string, Given>();
  const problems: string[] = [];
  for (const [index, raw] of content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const at = `${path}:${index + 1}`;
    const [whole, key, ...values] = LINE.exec(line) ?? [];
    const name = key === undefined ? undefined : givenNames.find(known => flagName(known) === key);
    if (whole === undefined)
      problems.push(`${at} must be like name = value, with quotes around a value that holds # or quotes`);
    else if (name === undefined) problems.push(`${at} ${unknownKey(key!)}`);
    else if (name === 'config') problems.push(`${at} a file of settings cannot name another one`);
    else if (given.has(name)) problems.push(`${at} ${key} is there already: ${given.get(name)!.from}`);
    else given.set(name, { text: values.find(value => value !== undefined) ?? '', from: `${at} ${key}` });
  }
  return { given, problems };
}

/** Also whoever wrote the variable's name is understood. */
function unknownKey(key: string): string {
  const asFlag = key
    .toLowerCase()
    .replace(/^parley[-_]/, '')
    .replaceAll('_', '-');
  const near = nearest(givenNames.map(flagName), asFlag);
  return `${key} is not a setting${near ? `; did you mean ${near}?` : ''}`;
}
