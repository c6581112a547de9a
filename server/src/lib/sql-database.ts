// Opens what the `-sql` stores are kept in: a SQLite file, or the tables of one store in a MySQL or MariaDB database.
import type { Kysely, Transaction } from 'kysely';
import { openSqliteDatabase } from './sqlite-database.ts';

export type SqlSource = SqliteSource | MysqlSource;

interface SqliteSource {
  readonly kind: 'sqlite';
  readonly path: string;
}

export interface MysqlSource {
  readonly kind: 'mysql';
  /** `mysql://user@host:port/database`; more than one `host:port`, with commas: the one that can be written to is the primary. */
  readonly url: string;
  readonly password: string;
  readonly replicas?: readonly { readonly region: string; readonly host: string; readonly port: number }[];
  /** Where this process is. */
  readonly region?: string;
  /** Connections at most, for each store. */
  readonly pool?: number;
  readonly tls?: boolean;
}

/**
 * Numbered from 1 by their place; each runs once. In SQLite in one transaction with the note that it has; elsewhere it may run a
 * second time after a crash in its middle: what it makes may be there then, and what it changes it may change again.
 */
export type Migrations<T> = readonly ((db: Kysely<T>) => Promise<void>)[];

export interface SqlDatabaseOptions<T> {
  readonly source: SqlSource;
  /** Named in errors. */
  readonly what: string;
  readonly migrations: Migrations<T>;
}

export interface SqlDatabase<T> {
  readonly db: Kysely<T>;
  /** Other processes may change what is in it: what was read is not to be remembered. */
  readonly isShared: boolean;
  /** All or nothing, alone with the rows that it changes. `run` may be called again: it does nothing but through its transaction. */
  transaction<R>(run: (transaction: Transaction<T>) => Promise<R>): Promise<R>;
  /** Keeps others from changing the rows that the query finds, and waits for those who are at it, until the transaction ends. */
  locking<Q extends { forUpdate(): Q }>(query: Q): Q;
  /** From the nearest replica if what it has is enough, else from the primary. */
  nearest<R>(read: (db: Kysely<T>) => Promise<R>, isEnough: (found: R) => boolean): Promise<R>;
  /** What is read in it is of one moment. */
  snapshot<R>(read: (transaction: Transaction<T>) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

/** @throws {Error} it cannot be reached or read, is from a newer version (F53), or is set up in a way that would damage what is stored */
export async function openSqlDatabase<T>(options: SqlDatabaseOptions<T>): Promise<SqlDatabase<T>> {
  const { source, what, migrations } = options;
  if (source.kind === 'mysql') {
    const { openMysqlDatabase } = await import('./mysql-database.ts');
    return openMysqlDatabase({ source, what, migrations });
  }
  const db = await openSqliteDatabase<T>({ path: source.path, what, migrations });
  return {
    db,
    isShared: false,
    locking: query => query, // a file has one transaction at a time
    transaction: run => db.transaction().execute(run),
    nearest: read => read(db),
    snapshot: read => db.transaction().execute(read),
    close: () => db.destroy(),
  };
}
