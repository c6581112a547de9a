// Reads the settings of the server: flags win over the environment, that over the file. Whatever is wrong is told together.
import { readFileSync } from 'node:fs';
import { crossProblems } from './config-checks.ts';
import { cannotRead, type Given, readConfigFile } from './config-file.ts';
import {
  type Config,
  configTable,
  envName,
  fileSetting,
  flagName,
  givenNames,
  type SettingName,
  settingNames,
} from './config-table.ts';
import type { Setting } from './config-values.ts';
import { nearest } from './lib/nearest.ts';

export type { Config } from './config-table.ts';

/** All that is wrong with a configuration, at once. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration has problems:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Texts by name. */
export type Texts = Readonly<Record<string, string | undefined>>;

export interface ReadConfig {
  /** Complete, with defaults where nothing was given or it was wrong. */
  readonly config: Config;
  readonly given: ReadonlyMap<SettingName, Given>;
  readonly problems: readonly string[];
}

/**
 * Flags are by setting name, as texts.
 * @throws {ConfigError}
 */
export function loadConfig(env: Texts, flags: Texts): Config {
  const { config, problems } = readConfig(env, flags);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

export function readConfig(env: Texts, flags: Texts): ReadConfig {
  const path = flags.config || env[envName('config')];
  const file = path ? readConfigFile(path) : { given: new Map<string, Given>(), problems: [] };
  const problems = [...file.problems, ...misspelt(env)];
  const sources: readonly Source[] = [
    name => labelled(flags[name], `--${flagName(name)}`),
    name => labelled(env[envName(name)], envName(name)),
    name => file.given.get(name),
  ];
  const given = new Map<SettingName, Given>();
  const wrong = new Set<SettingName>();
  const config: Record<string, unknown> = {};
  for (const name of settingNames) {
    const { default: standard, parse, secret }: Setting<unknown> = configTable[name];
    config[name] = standard;
    try {
      const found = find(name, sources);
      if (!found) continue;
      given.set(name, found);
      config[name] = parsed(found, parse, secret);
    } catch (error) {
      wrong.add(name);
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  const complete = config as unknown as Config;
  const has = (name: SettingName): boolean => given.has(name) || wrong.has(name);
  problems.push(...crossProblems({ config: complete, has, isWrong: name => wrong.has(name) }));
  return { config: complete, given, problems };
}

/** Empty counts as not given. */
type Source = (name: string) => Given | undefined;

const labelled = (text: string | undefined, from: string): Given | undefined => (text ? { text, from } : undefined);

/** @throws {Error} a secret is given twice in one place, or its file cannot be read */
function find(name: SettingName, sources: readonly Source[]): Given | undefined {
  for (const source of sources) {
    const own = source(name);
    const file = configTable[name].secret ? source(fileSetting(name)) : undefined;
    if (own?.text && file?.text) throw new Error(`${own.from} and ${file.from} say the same thing: give one of them`);
    if (own?.text) return own;
    if (file?.text) return { text: readSecret(file), from: file.from };
  }
  return undefined;
}

function readSecret({ text: path, from }: Given): string {
  let secret: string;
  try {
    secret = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new Error(`${from}: ${cannotRead(path, error)}`, { cause: error });
  }
  if (secret === '') throw new Error(`${from}: ${path} is empty`);
  return secret;
}

function parsed({ text, from }: Given, parse: (text: string) => unknown, secret = false): unknown {
  try {
    return parse(text);
  } catch (error) {
    const shown = secret ? '' : `, not ${JSON.stringify(withoutPassword(text))}`;
    throw new Error(`${from} ${error instanceof Error ? error.message : error}${shown}`, { cause: error });
  }
}

/** Addresses can hold one where none belongs. */
export const withoutPassword = (text: string): string => text.replaceAll(/\/\/[^/,@]*:[^,]*@/g, '//…@');

/** PARLEY_ variables that are not settings of the server. */
const foreignEnv = /^PARLEY_(KILL_RUNS|GROUP_STEPS|SEED|FUZZ_\w+|BIN|PROFILE|CHROMIUM|DEBUG|TEST_\w+)$/;

function misspelt(env: Texts): string[] {
  const known = givenNames.map(envName);
  const strange = Object.keys(env).filter(
    name => name.startsWith('PARLEY_') && !known.includes(name) && !foreignEnv.test(name),
  );
  return strange.map(name => {
    const near = nearest(known, name);
    return `${name} is not a setting${near ? `; did you mean ${near}?` : ''}`;
  });
}
