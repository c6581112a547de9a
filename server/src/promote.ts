// `parley sql promote`: makes a replica the primary, and has forgotten what a primary that could not be asked may have handed out.
import type { Config } from './config.ts';
import { promote } from './lib/mysql-promote.ts';
import { type HostPort, parseMysqlUrl } from './lib/mysql-url.ts';
import { forgetOneTimeKeys } from './restored.ts';

export interface PromoteRequest {
  readonly to: HostPort;
  readonly admin: { readonly user: string; readonly password: string };
}

export interface PromotedDatabase {
  /** The primary until now; undefined: it could not be reached. */
  readonly from: HostPort | undefined;
  /** Claims that only the lost primary knew of must not be answered twice (F28). */
  readonly oneTimeKeysRemoved: number;
}

/** @throws {Error} why it was not done */
export async function promoteDatabase(config: Config, { to, admin }: PromoteRequest): Promise<PromotedDatabase> {
  if (config.sql === '') throw new Error('there is no database to promote: set --sql (PARLEY_SQL)');
  const { hosts, user, database } = parseMysqlUrl(config.sql);
  if (!hosts.some(({ host, port }) => host === to.host && port === to.port)) {
    throw new Error(`${to.host}:${to.port} is not among the hosts of --sql (PARLEY_SQL): servers would not find it`);
  }
  const { from } = await promote({ to, hosts, user, admin: { ...admin, database, tls: config.sqlTls } });
  return { from, oneTimeKeysRemoved: from ? 0 : await forgetOneTimeKeys(config) };
}
