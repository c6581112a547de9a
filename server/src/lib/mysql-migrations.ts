// Brings the tables of a store to the version that the program knows. A server commits each change of a table by itself, so a step
// may have been cut off in its middle: it is made again, and what is there already is taken for done. One process at a time.
import { createHash } from 'node:crypto';
import { Kysely } from 'kysely';
import type { MysqlConnection } from './mysql-connection.ts';
import { mysqlDialect, tablesOf } from './mysql-dialect.ts';
import { isDoneBefore } from './mysql-errors.ts';
import { PRIMARY_TABLE } from './mysql-primary.ts';
import type { Migrations } from './sql-database.ts';

const VERSIONS = 'parley_schema';
const OPTIONS = 'ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const LOCK_S = 60;
/** Changing a large table takes as long as it takes. */
const FOREVER = { timeoutMs: Number.POSITIVE_INFINITY };

export interface Upgrade<T> {
  readonly what: string;
  readonly database: string;
  readonly migrations: Migrations<T>;
}

/** @throws {Error} a newer program has been here (F53), or another one is at it for a minute */
export async function upgradeTables<T>(connection: MysqlConnection, upgrade: Upgrade<T>): Promise<void> {
  const { what, database, migrations } = upgrade;
  if ((await foundVersion(connection, upgrade)) === migrations.length) return;
  const lock = createHash('sha256').update(`parley ${database} ${what}`).digest('hex').slice(0, 60);
  const { rows } = await connection.query(`SELECT GET_LOCK(?, ${LOCK_S}) AS taken`, [lock], FOREVER.timeoutMs);
  if (Number(rows[0]!.taken) !== 1) {
    throw new Error(`another process has been upgrading the ${what} tables of ${database} for ${LOCK_S} s: try again`);
  }
  try {
    await upgradeAlone(connection, upgrade);
  } finally {
    await connection.query('SELECT RELEASE_LOCK(?)', [lock]).catch(() => connection.close());
  }
}

async function foundVersion<T>(connection: MysqlConnection, { what, database, migrations }: Upgrade<T>) {
  const { rows } = await connection.query(
    'SELECT COUNT(*) AS there FROM information_schema.tables WHERE table_schema = ? AND table_name = ?',
    [database, VERSIONS],
  );
  if (Number(rows[0]!.there) === 0) return 0;
  const found = await connection.query(`SELECT version FROM ${VERSIONS} WHERE store = ?`, [what]);
  const version = Number(found.rows[0]?.version ?? 0);
  if (version > migrations.length) {
    throw new Error(
      `the ${what} tables of the database ${database} have schema version ${version}, and this program knows versions up to ` +
        `${migrations.length}: start the newer program, or restore a backup made before the upgrade`,
    );
  }
  return version;
}

async function upgradeAlone<T>(connection: MysqlConnection, upgrade: Upgrade<T>): Promise<void> {
  const { what, migrations } = upgrade;
  for (const table of [
    `${VERSIONS} (store varchar(20) NOT NULL PRIMARY KEY, version integer NOT NULL, begun integer NOT NULL)`,
    `${PRIMARY_TABLE} (id integer NOT NULL PRIMARY KEY, epoch bigint NOT NULL)`,
  ]) {
    await connection.query(`CREATE TABLE IF NOT EXISTS ${table} ${OPTIONS}`, [], FOREVER.timeoutMs);
  }
  // Looked at again: another process may have been first.
  for (let version = (await foundVersion(connection, upgrade)) + 1; version <= migrations.length; version++) {
    const { rows } = await connection.query(`SELECT begun FROM ${VERSIONS} WHERE store = ?`, [what]);
    const wasCutOff = rows[0]?.begun === version;
    const note = (done: number) =>
      connection.query(`REPLACE INTO ${VERSIONS} (store, version, begun) VALUES (?, ?, ?)`, [what, done, version]);
    await note(version - 1);
    await migrations[version - 1]!(alone<T>(connection, what, wasCutOff));
    await note(version);
  }
}

function alone<T>(connection: MysqlConnection, what: string, wasCutOff: boolean): Kysely<T> {
  const here = { take: async () => connection, give: () => undefined, close: () => undefined };
  const dialect = mysqlDialect(here, { ...FOREVER, ...(wasCutOff ? { isDone: isDoneBefore } : {}) });
  return new Kysely<T>({ dialect, plugins: [tablesOf(what)] });
}
