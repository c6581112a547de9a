// One connection to a MySQL or MariaDB server, set up the same on both: utf8mb4, strict, READ COMMITTED, and row counts that
// count what a WHERE has found, so that a compare-and-set that writes what is there already counts as done.
import { createConnection } from 'mysql2';
import { isLost, isReadOnly, withoutValues } from './mysql-errors.ts';
import { type HostPort, nameOf } from './mysql-url.ts';
import { UnavailableError } from './unavailable.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tls: boolean;
}

export interface Answer {
  readonly rows: Record<string, unknown>[];
  /** That the statement has found, changed or not. */
  readonly found?: bigint;
}

export interface MysqlConnection {
  readonly at: HostPort;
  /** Rejects with what the server says, or as lost after `timeoutMs`: then it is closed, and nobody knows what has been done. */
  query(sql: string, values?: readonly unknown[], timeoutMs?: number): Promise<Answer>;
  isLost(): boolean;
  close(): void;
}

const CONNECT_MS = 2_000;
export const STATEMENT_MS = 5_000;
/** utf8mb4_bin: both engines know it, and compare ids and numbers byte by byte. */
const CHARSET = 'UTF8MB4_BIN';
/** Less than a statement may take, so that the server says who is to blame. */
const LOCK_WAIT_S = 2;
const SET_UP = `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = ${LOCK_WAIT_S}`;
const ISOLATION = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';

/** @throws {Error} what the server says, or UnavailableError: it cannot be reached */
export async function connect(at: HostPort, { tls, ...login }: Credentials): Promise<MysqlConnection> {
  const raw = createConnection({
    ...at,
    ...login,
    charset: CHARSET,
    connectTimeout: CONNECT_MS,
    flags: ['FOUND_ROWS'],
    ...(tls ? { ssl: { minVersion: 'TLSv1.2', rejectUnauthorized: true, verifyIdentity: true } } : {}),
  });
  let lost = false;
  raw.on('error', () => (lost = true)); // who waits for an answer hears of it there

  const ask = (sql: string, values: readonly unknown[]): Promise<Answer> =>
    new Promise((resolve, reject) => {
      raw.query({ sql, values: values.map(asSent) }, (error, result) => {
        if (error) reject(withoutValues(error));
        else resolve(answerFrom(result));
      });
    });
  const connection: MysqlConnection = {
    at,
    async query(sql, values = [], timeoutMs = STATEMENT_MS) {
      try {
        return await inTime(ask(sql, values), timeoutMs, at);
      } catch (error) {
        if (error instanceof UnavailableError || isLost(error) || isReadOnly(error)) connection.close();
        throw error;
      }
    },
    isLost: () => lost,
    close() {
      lost = true;
      raw.destroy();
    },
  };
  try {
    await connection.query(SET_UP, [], CONNECT_MS);
    await connection.query(ISOLATION, [], CONNECT_MS);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function inTime<T>(answer: Promise<T>, ms: number, at: HostPort): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new UnavailableError(`the database at ${nameOf(at)} has not answered for ${ms} ms`);
    if (Number.isFinite(ms)) timer = setTimeout(() => reject(error), ms);
  });
  answer.catch(() => undefined); // when it comes after its time
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** The driver would send a plain array of bytes as an object. */
const asSent = (value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;

function answerFrom(result: unknown): Answer {
  if (!Array.isArray(result)) return { rows: [], found: BigInt((result as { affectedRows: number }).affectedRows) };
  for (const row of result) {
    // Copied: a slice would keep the whole packet in memory.
    for (const key in row) if (row[key] instanceof Uint8Array) row[key] = new Uint8Array(row[key]);
  }
  return { rows: result };
}
