// What would damage data without a word is refused at start: another character set loses 😀 (F49), another engine has no
// transactions, a binary log by statement cannot hold what READ COMMITTED does.
import type { MysqlConnection } from './mysql-connection.ts';
import { nameOf } from './mysql-url.ts';

const MIN_PACKET = 4_194_304;

/** @throws {Error} what is wrong and how to set it right */
export async function checkSetUp(connection: MysqlConnection, database: string): Promise<void> {
  const where = `the database ${database} at ${nameOf(connection.at)}`;
  const refuse = (problem: string): never => {
    throw new Error(`${where} ${problem}`);
  };
  const [row = {}] = (
    await connection.query(
      `SELECT @@character_set_database AS charset, @@character_set_connection AS spoken, @@log_bin AS logs,
        @@binlog_format AS format, @@max_allowed_packet AS packet`,
    )
  ).rows;
  if (row.charset !== 'utf8mb4') {
    refuse(
      `has the character set ${row.charset}, which cannot hold every text: ALTER DATABASE \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    );
  }
  if (row.spoken !== 'utf8mb4')
    refuse(`speaks ${row.spoken} instead of utf8mb4 with its clients: remove skip-character-set-client-handshake`);
  if (Number(row.logs) === 1 && row.format === 'STATEMENT') refuse('has binlog_format = STATEMENT: set it to ROW');
  if (Number(row.packet) < MIN_PACKET)
    refuse(`has max_allowed_packet = ${row.packet}: set it to ${MIN_PACKET} or more`);
  const other = await connection.query(
    `SELECT c.table_name AS name FROM information_schema.columns c WHERE c.table_schema = ? AND c.character_set_name <> 'utf8mb4'
      UNION SELECT t.table_name FROM information_schema.tables t WHERE t.table_schema = ? AND t.engine <> 'InnoDB'`,
    [database, database],
  );
  const names = other.rows.map(({ name }) => name).join(', ');
  if (names)
    refuse(`has tables that are not InnoDB with utf8mb4: ${names}. Convert them, or use a database of its own`);
}
