// `parley serve`: configuration, start, signals, exit code.
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import type { Manifest } from './backup/manifest.ts';
import type { Verified } from './backup/verify.ts';
import type { MailboxCell, ShardsToMove } from './compose/mailbox-shards.ts';
import { ConfigError, loadConfig } from './config.ts';
import { certificateProblems } from './config-certificates.ts';
import { echoPhone } from './echo.ts';
import type { PromotedDatabase, PromoteRequest } from './promote.ts';

enableCompileCache();

type Given = Pick<ServeOptions, 'env' | 'flags'>;

export async function createInvite(given: Given, invite: { uses: number; expiresAt: number }): Promise<string> {
  return (await import('./invite.ts')).createInvite(loadConfig(given.env, given.flags), invite);
}

export async function forgetOneTimeKeys({ env, flags }: Given): Promise<number> {
  return (await import('./restored.ts')).forgetOneTimeKeys(loadConfig(env, flags));
}

export async function promoteDatabase({ env, flags }: Given, request: PromoteRequest): Promise<PromotedDatabase> {
  return (await import('./promote.ts')).promoteDatabase(loadConfig(env, flags), request);
}

export async function listMailboxShards({ env, flags }: Given): Promise<readonly MailboxCell[]> {
  return (await import('./compose/mailbox-shards.ts')).listShards(loadConfig(env, flags));
}

export async function moveMailboxShards({ env, flags }: Given, wanted: ShardsToMove): Promise<void> {
  return (await import('./compose/mailbox-shards.ts')).moveMailboxShards(loadConfig(env, flags), wanted);
}

/** Also while a server runs on the data. */
export async function makeBackup({ env, flags }: Given, folder: string): Promise<Manifest> {
  const { data, sql, s3Endpoint, mailbox } = loadConfig(env, flags);
  const elsewhere = { database: sql !== '', files: s3Endpoint !== '', inboxes: mailbox.length > 0 };
  return (await import('./backup/backup.ts')).makeBackup({ data, folder, version, now: Date.now(), elsewhere });
}

export async function verifyBackup(folder: string): Promise<Verified> {
  return (await import('./backup/verify.ts')).verifyBackup(folder);
}

export async function restoreBackup({ env, flags }: Given, folder: string): Promise<Manifest & { data: string }> {
  const { data } = loadConfig(env, flags);
  return { ...(await (await import('./backup/restore.ts')).restoreBackup(folder, data)), data };
}

/** A command for the server that runs on the data; undefined: there is no such account. */
export async function askAdmin({ env, flags }: Given, method: 'GET' | 'DELETE', path: string): Promise<unknown> {
  return (await import('./admin/ask.ts')).askAdmin(loadConfig(env, flags).data, method, path);
}

export type { AdminAccount, AdminQueue, AdminReport } from './admin/admin.ts';
export type { Manifest as BackupManifest } from './backup/manifest.ts';
export { defaultText } from './config-page.ts';
/** Reads everything and starts nothing; `connect`: also tries what the settings name. */
export async function checkConfig({ env, flags, connect }: Omit<ServeOptions, 'onListening'> & { connect: boolean }) {
  const report = (await import('./config-report.ts')).reportConfig(env, flags, Date.now());
  const tries = connect && report.problems.length === 0;
  return { ...report, reached: tries ? await (await import('./config-connect.ts')).tryToReach(report.config) : [] };
}

export { configTable, envName, fileSetting, flagName } from './config-table.ts';

export interface ServeOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** By setting name, as texts. */
  flags: Readonly<Record<string, string | undefined>>;
  onListening?: (info: {
    url: string;
    data: string;
    dev: boolean;
    registration: string;
    web: boolean;
    echo?: string;
  }) => void;
}

export const version = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/** Serves until a signal. Resolves to the exit code: 0 after a clean stop, 1 when it could not start, 2 for bad settings. */
export async function serve({ env, flags, onListening }: ServeOptions): Promise<number> {
  let config: ReturnType<typeof loadConfig>;
  try {
    config = loadConfig(env, flags);
    const problems = certificateProblems(config, Date.now());
    if (problems.length > 0) throw new ConfigError(problems);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  const [{ startServer }, { createLog }] = await Promise.all([import('./compose.ts'), import('./lib/log.ts')]);
  const log = createLog(config.logLevel);
  try {
    const server = await startServer(config, { log, version });
    log.info({ url: server.url }, 'listening');
    const { url, web } = server;
    const { data, dev, registration } = config;
    const echo = echoPhone(config);
    onListening?.({ url, web, data, dev, registration, ...(echo ? { echo } : {}) });
    await untilSignal();
    log.info('stopping: clients are told to reconnect');
    await server.close();
    log.info('stopped');
    return 0;
  } catch (error) {
    log.fatal({ error }, 'the server could not run');
    process.stderr.write(`Parley cannot run: ${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}

/** One Ctrl-C comes several times: from the terminal, and from each of the programs that have started this one. */
const SAME_SIGNAL_MS = 1_000;

/** The first signal stops in order, a second one at once. */
function untilSignal(): Promise<void> {
  return new Promise(resolve => {
    let askedAt: number | undefined;
    const stop = (): void => {
      if (askedAt !== undefined && performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(1);
      askedAt ??= performance.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  });
}

if (import.meta.main) process.exit(await serve({ env: process.env, flags: {} }));
