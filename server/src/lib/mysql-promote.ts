// Makes a replica the primary. Nothing is written anywhere between the moment when the old one takes no more and the one when the new
// one does, so that each change is on one of them, and, if the old one can still be asked, on the new one.
import { type Credentials, connect, type MysqlConnection } from './mysql-connection.ts';
import { isWritable, PRIMARY_TABLE } from './mysql-primary.ts';
import { type HostPort, nameOf } from './mysql-url.ts';

export interface Promotion {
  readonly to: HostPort;
  /** All that processes know, the new one among them. */
  readonly hosts: readonly HostPort[];
  /** Of somebody who may set a server read-only and end its replication. */
  readonly admin: Credentials;
  /** Whose connections to the old primary are ended. */
  readonly user: string;
  readonly waitMs?: number;
}

export interface Promoted {
  readonly epoch: number;
  /** The primary until now, which takes no more changes; undefined: it cannot be reached, and changes of its last moments may be lost. */
  readonly from: HostPort | undefined;
}

const WAIT_MS = 60_000;
const POLL_MS = 100;
const UNKNOWN_STATEMENT = 1064;
const UNKNOWN_VARIABLE = 1193;

/** @throws {Error} why not; the old primary is as it was then */
export async function promote({ to, hosts, admin, user, waitMs = WAIT_MS }: Promotion): Promise<Promoted> {
  const next = await connect(to, admin);
  let old: MysqlConnection | undefined;
  try {
    if (!(await replication(next))) throw new Error(`${nameOf(to)} is no replica`);
    old = await writableOf(hosts, to, admin);
    const epoch = await handOver(old, next, user, waitMs);
    await next.query('RESET REPLICA ALL');
    await next.query('SET GLOBAL read_only = 0');
    return { epoch, from: old?.at };
  } finally {
    next.close();
    old?.close();
  }
}

async function writableOf(hosts: readonly HostPort[], to: HostPort, admin: Credentials) {
  const others = hosts.filter(at => nameOf(at) !== nameOf(to));
  for (const at of others) {
    const connection = await connect(at, admin).catch(() => undefined);
    if (connection && (await isWritable(connection).catch(() => false))) return connection;
    connection?.close();
  }
  return undefined;
}

/** Once the new one has done what the old one has, or all that it got of it. The new epoch. */
async function handOver(
  old: MysqlConnection | undefined,
  next: MysqlConnection,
  user: string,
  waitMs: number,
): Promise<number> {
  try {
    if (old) await stopWriting(old, user);
    const position = old && (await positionOf(old));
    const until = performance.now() + waitMs;
    while (!(await hasDone(next, position))) {
      if (performance.now() > until) {
        throw new Error(
          `${nameOf(next.at)} has not taken in all changes for ${waitMs} ms: look at SHOW REPLICA STATUS`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
    await next.query('STOP REPLICA');
    return await countUp(next);
  } catch (error) {
    await old?.query('SET GLOBAL read_only = 0').catch(() => undefined);
    throw error;
  }
}

/** Connections are ended too: those who only read would not notice. */
async function stopWriting(old: MysqlConnection, user: string): Promise<void> {
  await old.query('SET GLOBAL read_only = 1');
  const { rows } = await old.query(
    'SELECT id AS id FROM information_schema.processlist WHERE user = ? AND id <> CONNECTION_ID()',
    [user],
  );
  for (const { id } of rows) await old.query(`KILL ${Number(id)}`).catch(() => undefined); // it may have gone by itself
}

interface Position {
  readonly file: string;
  readonly at: number;
}

async function positionOf(old: MysqlConnection): Promise<Position> {
  const { rows } = await old.query('SHOW MASTER STATUS').catch(error => {
    if ((error as { errno?: number }).errno !== UNKNOWN_STATEMENT) throw error;
    return old.query('SHOW BINARY LOG STATUS'); // as MySQL has called it since 8.4
  });
  if (!rows[0]) throw new Error(`${nameOf(old.at)} keeps no binary log`);
  return { file: String(rows[0].File), at: Number(rows[0].Position) };
}

interface Replication {
  /** Of the old primary's log: what is here, and what of it is done. */
  readonly received: Position;
  readonly done: Position;
  readonly error: string;
}

/** The two engines name the columns differently. */
async function replication(next: MysqlConnection): Promise<Replication | undefined> {
  const [row] = (await next.query('SHOW REPLICA STATUS')).rows;
  if (!row) return undefined;
  const get = (...names: string[]) => names.map(name => row[name]).find(value => value !== undefined);
  const file = String(get('Master_Log_File', 'Source_Log_File'));
  const doneFile = String(get('Relay_Master_Log_File', 'Relay_Source_Log_File'));
  return {
    received: { file, at: Number(get('Read_Master_Log_Pos', 'Read_Source_Log_Pos')) },
    done: { file: doneFile, at: Number(get('Exec_Master_Log_Pos', 'Exec_Source_Log_Pos')) },
    error: String(get('Last_SQL_Error') ?? ''),
  };
}

async function hasDone(next: MysqlConnection, position: Position | undefined): Promise<boolean> {
  const found = await replication(next);
  if (!found) throw new Error(`${nameOf(next.at)} has stopped being a replica`);
  if (found.error) throw new Error(`${nameOf(next.at)} cannot go on: ${found.error}`);
  const { file, at } = position ?? found.received;
  return found.done.file > file || (found.done.file === file && found.done.at >= at);
}

/** Written while the server is read-only for all others, so that nobody finds it writable and of the old epoch. */
async function countUp(next: MysqlConnection): Promise<number> {
  await next.query('SET GLOBAL super_read_only = 0').catch(error => {
    if ((error as { errno?: number }).errno !== UNKNOWN_VARIABLE) throw error; // one engine has no such thing
  });
  await next.query(`INSERT INTO ${PRIMARY_TABLE} (id, epoch) VALUES (1, 1) ON DUPLICATE KEY UPDATE epoch = epoch + 1`);
  const { rows } = await next.query(`SELECT epoch FROM ${PRIMARY_TABLE} WHERE id = 1`);
  return Number(rows[0]!.epoch);
}
