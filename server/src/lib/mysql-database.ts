// The tables of one store in a MySQL or MariaDB database: its primary, and the replica that is nearest.
import { Kysely } from 'kysely';
import { connect, type MysqlConnection } from './mysql-connection.ts';
import { mysqlDialect, tablesOf } from './mysql-dialect.ts';
import { isDuplicate, isInTheWay } from './mysql-errors.ts';
import { upgradeTables } from './mysql-migrations.ts';
import { createPool } from './mysql-pool.ts';
import { createPrimary } from './mysql-primary.ts';
import { openReplica } from './mysql-replica.ts';
import { checkSetUp } from './mysql-set-up.ts';
import { parseMysqlUrl } from './mysql-url.ts';
import type { MysqlSource, SqlDatabase, SqlDatabaseOptions } from './sql-database.ts';
import { UnavailableError } from './unavailable.ts';

interface MysqlDatabaseOptions<T> extends Omit<SqlDatabaseOptions<T>, 'source'> {
  readonly source: MysqlSource;
}

const POOL = 10;

export async function openMysqlDatabase<T>(options: MysqlDatabaseOptions<T>): Promise<SqlDatabase<T>> {
  const { source, what, migrations } = options;
  const { hosts, user, database } = parseMysqlUrl(source.url);
  const login = { user, database, password: source.password, tls: source.tls ?? false };
  const primary = createPrimary(hosts, at => connect(at, login));
  await prepare(await primary.open(), { what, database, migrations });
  const pool = createPool({ size: source.pool ?? POOL, open: primary.open, check: primary.check });
  const db = new Kysely<T>({ dialect: mysqlDialect(pool), plugins: [tablesOf(what)] });
  const replica = openReplica<T>(source, login, what);
  return {
    db,
    isShared: true,
    locking: query => query.forUpdate(),
    transaction: run => tried(() => db.transaction().execute(run)),
    async nearest(read, isEnough) {
      const found = await replica?.read(read);
      return found !== undefined && isEnough(found) ? found : read(db);
    },
    snapshot: run => tried(() => db.transaction().setIsolationLevel('repeatable read').execute(run)),
    async close() {
      await replica?.close();
      await db.destroy();
    },
  };
}

async function prepare<T>(connection: MysqlConnection, upgrade: Parameters<typeof upgradeTables<T>>[1]): Promise<void> {
  try {
    await checkSetUp(connection, upgrade.database);
    await upgradeTables(connection, upgrade);
  } finally {
    connection.close();
  }
}

const MAX_TRIES = 20;
/** No try begins after this: who waits for an answer has waited long enough. */
const PATIENCE_MS = 4_000;
/** Two looked, found nothing and wrote the same: the second look finds it. */
const MAX_DUPLICATES = 3;
const PAUSE_MS = 5;

/** Made again from its beginning while others were in its way, but not without end. */
async function tried<R>(run: () => Promise<R>): Promise<R> {
  let duplicates = 0;
  const until = performance.now() + PATIENCE_MS;
  for (let tries = 1; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if (isDuplicate(error) && ++duplicates < MAX_DUPLICATES) continue;
      if (!isInTheWay(error)) throw error;
      if (tries === MAX_TRIES || performance.now() > until)
        throw new UnavailableError('too many changes of the same rows', { cause: error });
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS * Math.min(tries, 10)));
    }
  }
}
