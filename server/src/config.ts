// Every setting of the server: one table. The command line, the environment, their documentation and the errors about
// them come from it.

import { limits } from '@parley/protocol';
import { flag, httpsOrLoopback, integer, limitFrom, oneOf, text } from './config-values.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly web: string;
  readonly roles: string;
  readonly registration: 'open' | 'invite' | 'closed';
  readonly codeSender: 'console' | 'webhook';
  readonly codeWebhook: string;
  readonly codeWebhookSecret: string;
  readonly dev: boolean;
  readonly trustProxy: string;
  readonly logLevel: string;
  readonly metricsToken: string;
  readonly sendsPerSecond: number;
  readonly sendsBurst: number;
  readonly maxInboxRows: number;
  readonly maxStoreBytes: number;
  readonly maxAssetStoreBytes: number;
  readonly maxAccountAssetBytes: number;
  readonly maxConnections: number;
}

interface Setting<T> {
  readonly default: T;
  readonly description: string;
  /** Placeholder in the usage; none: a switch. */
  readonly value?: string;
  /** @throws {Error} what is wrong with the text */
  readonly parse: (text: string) => T;
}

export const configTable: { readonly [K in keyof Config]: Setting<Config[K]> } = {
  port: { default: 8080, value: 'N', description: 'port of HTTP and WebSocket', parse: integer(0, 65_535) },
  host: {
    default: '127.0.0.1',
    value: 'ADDRESS',
    description: 'address to listen on; 0.0.0.0 for all',
    parse: text(/^\S+$/, 'an address'),
  },
  data: { default: './data', value: 'FOLDER', description: 'folder of all data', parse: text(/./, 'a folder') },
  web: {
    default: 'auto',
    value: 'FOLDER',
    description:
      'folder of the built web app; auto: the one built beside the server, if there is one; none: no web app',
    parse: text(/./, 'a folder, auto or none'),
  },
  roles: { default: 'all', value: 'LIST', description: 'rooms to run; one process runs all', parse: oneOf('all') },
  registration: {
    default: 'open',
    value: 'MODE',
    description: 'who may make an account: open, invite (see `parley invite`) or closed',
    parse: oneOf('open', 'invite', 'closed'),
  },
  codeSender: {
    default: 'console',
    value: 'NAME',
    description: 'how codes are sent: console (the log) or webhook',
    parse: oneOf('console', 'webhook'),
  },
  codeWebhook: {
    default: '',
    value: 'URL',
    description: 'takes POST {phone, code, text} and sends it on; https, or http on this machine',
    parse: httpsOrLoopback,
  },
  codeWebhookSecret: {
    default: '',
    value: 'SECRET',
    description: 'sent to the webhook as a bearer token',
    parse: text(),
  },
  dev: {
    default: false,
    description:
      'development: shows codes to registering clients on this machine, and lifts the limit on codes if it listens to this machine alone',
    parse: flag,
  },
  trustProxy: {
    default: '',
    value: 'ADDRESSES',
    description: 'addresses of proxies whose X-Forwarded-For is believed, separated by commas',
    parse: text(/^[0-9a-fA-F.:/,]+$/, 'addresses or ranges, separated by commas'),
  },
  logLevel: {
    default: 'info',
    value: 'LEVEL',
    description: 'least level of what is logged',
    parse: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
  metricsToken: {
    default: '',
    value: 'TOKEN',
    description: 'bearer token for /metrics; without one only this machine may read them',
    parse: text(),
  },
  sendsPerSecond: {
    default: 100,
    value: 'N',
    description: 'messages a device may send a second, in the long run; 0 for no limit',
    parse: integer(0, 1_000_000),
  },
  sendsBurst: {
    default: 1_000,
    value: 'N',
    description: 'messages a device may send at once',
    parse: integer(1, 1_000_000),
  },
  maxInboxRows: {
    default: 50_000,
    value: 'N',
    description: 'messages that may wait for one device',
    parse: integer(1, 10_000_000),
  },
  maxStoreBytes: {
    default: 0,
    value: 'N',
    description: 'bytes the message store may use before senders hear store_full; 0: until the disk is full',
    parse: limitFrom(1_048_576, Number.MAX_SAFE_INTEGER),
  },
  maxAssetStoreBytes: {
    default: 0,
    value: 'N',
    description: 'bytes all encrypted files may take before uploads hear store_full; 0: until the disk is full',
    parse: limitFrom(1_048_576, Number.MAX_SAFE_INTEGER),
  },
  maxAccountAssetBytes: {
    default: limits.maxAccountAssetBytes,
    value: 'N',
    description: 'bytes the encrypted files of one account may take, each content counted once',
    parse: integer(0, Number.MAX_SAFE_INTEGER),
  },
  maxConnections: { default: 50_000, value: 'N', description: 'connections at once', parse: integer(1, 1_000_000) },
};

/** `sendsPerSecond` → `PARLEY_SENDS_PER_SECOND`. */
export function envName(setting: string): string {
  return `PARLEY_${setting.replaceAll(/[A-Z]/g, upper => `_${upper}`).toUpperCase()}`;
}

/** `sendsPerSecond` → `sends-per-second`. */
export function flagName(setting: string): string {
  return setting.replaceAll(/[A-Z]/g, upper => `-${upper.toLowerCase()}`);
}

/** All that is wrong with a configuration, at once. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration has problems:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** PARLEY_ variables that are not settings of the server. */
const foreignEnv = /^PARLEY_(KILL_RUNS|GROUP_STEPS|SEED|FUZZ_\w+|BIN|PROFILE|CHROMIUM|TEST_\w+)$/;

/**
 * Flags win over the environment. Flags are by setting name, as texts.
 * @throws {ConfigError}
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, string | undefined>>,
): Config {
  const problems: string[] = [];
  const config: Record<string, unknown> = {};
  const names = Object.keys(configTable) as (keyof Config)[];
  for (const name of names) {
    const setting: Setting<unknown> = configTable[name];
    const [given, from] =
      flags[name] === undefined ? [env[envName(name)], envName(name)] : [flags[name], `--${flagName(name)}`];
    config[name] = setting.default;
    if (given === undefined || given === '') continue;
    try {
      config[name] = setting.parse(given);
    } catch (error) {
      problems.push(`${from} ${error instanceof Error ? error.message : error}, not ${JSON.stringify(given)}`);
    }
  }
  const known = new Set(names.map(envName));
  for (const name of Object.keys(env)) {
    if (!name.startsWith('PARLEY_') || known.has(name) || foreignEnv.test(name)) continue;
    const near = [...known].find(candidate => isNear(candidate, name));
    problems.push(`${name} is not a setting${near ? `; did you mean ${near}?` : ''}`);
  }
  if (config.codeSender === 'webhook' && config.codeWebhook === '') {
    problems.push(`${envName('codeWebhook')} is needed with the code sender webhook`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config as unknown as Config;
}

/** At most two letters changed, added or missing. */
function isNear(a: string, b: string): boolean {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]! <= 2;
}

/** docs/config.md. */
export function configMarkdown(): string {
  const rows = Object.entries(configTable).map(([name, setting]) => {
    const standard = setting.default === '' ? '' : `\`${setting.default}\``;
    return `| \`--${flagName(name)}\` | \`${envName(name)}\` | ${standard} | ${setting.description} |`;
  });
  return [
    '# Settings',
    '',
    'Every setting of `parley serve`, as a flag and as an environment variable; the flag wins. This page is generated from',
    '`server/src/config.ts` by `npm run generate`.',
    '',
    '| flag | variable | default | meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
