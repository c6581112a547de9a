// The nearest replica: asked for what it is known to have, and left alone for a while when it does not answer.
import { Kysely } from 'kysely';
import { type Credentials, connect, type MysqlConnection } from './mysql-connection.ts';
import { mysqlDialect, tablesOf } from './mysql-dialect.ts';
import { createPool } from './mysql-pool.ts';
import type { MysqlSource } from './sql-database.ts';
import { UnavailableError } from './unavailable.ts';

export interface Replica<T> {
  /** Undefined: it does not answer, or cannot. The primary can. */
  read<R>(ask: (db: Kysely<T>) => Promise<R>): Promise<R | undefined>;
  close(): Promise<void>;
}

/** Less than the primary may take: it is asked after this. */
const ANSWER_MS = 1_000;
const REST_MS = 5_000;
const POOL = 10;

/** Undefined: there is none where this process is. */
export function openReplica<T>(
  { replicas = [], region, pool: size = POOL }: MysqlSource,
  login: Credentials,
  what: string,
): Replica<T> | undefined {
  const near = replicas.filter(replica => replica.region === region);
  if (near.length === 0) return undefined;
  const pool = createPool({ size, open: () => openFirst(near, login), check: answers });
  const db = new Kysely<T>({ dialect: mysqlDialect(pool, { timeoutMs: ANSWER_MS }), plugins: [tablesOf(what)] });
  let restsUntil = 0;
  return {
    async read(ask) {
      if (performance.now() < restsUntil) return undefined;
      try {
        return await ask(db);
      } catch {
        restsUntil = performance.now() + REST_MS;
        return undefined;
      }
    },
    close: () => db.destroy(),
  };
}

async function openFirst(near: NonNullable<MysqlSource['replicas']>, login: Credentials): Promise<MysqlConnection> {
  for (const { host, port } of near) {
    try {
      return await connect({ host, port }, login);
    } catch {
      // the next one
    }
  }
  throw new UnavailableError('no replica of the region can be reached');
}

async function answers(connection: MysqlConnection): Promise<boolean> {
  return connection.query('SELECT 1', [], ANSWER_MS).then(
    () => true,
    () => false,
  );
}
