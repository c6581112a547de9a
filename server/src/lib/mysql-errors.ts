// What an error of a MySQL or MariaDB server means for whoever asked. Numbers are the same on both.
import { UnavailableError } from './unavailable.ts';

interface ServerError extends Error {
  /** The server's number; absent: the connection failed. */
  readonly errno?: number;
  readonly code?: string;
  readonly fatal?: boolean;
}

const number = (error: unknown): number | undefined => (error as ServerError).errno;

const DUPLICATE = 1062;
const LOCK_WAIT = 1205;
const DEADLOCK = 1213;

/** Nothing of the transaction has stayed, and it may go well when it is made again: somebody else was in its way. */
export const isInTheWay = (error: unknown): boolean => number(error) === DEADLOCK || number(error) === LOCK_WAIT;

/** The server has ended it at once, so trying again costs nobody's patience. */
export const isDeadlock = (error: unknown): boolean => number(error) === DEADLOCK;

/** Somebody has written the same row since this transaction looked: it will see that when it looks again. */
export const isDuplicate = (error: unknown): boolean => number(error) === DUPLICATE;

/** A primary that is none any more. */
const READ_ONLY: ReadonlySet<number | undefined> = new Set([1290, 1792, 1836, 3100]);
export const isReadOnly = (error: unknown): boolean => READ_ONLY.has(number(error));

const UNKNOWN_TABLE = 1146;
export const isUnknownTable = (error: unknown): boolean => number(error) === UNKNOWN_TABLE;

/** Table, column or index is there; column or index is gone; row is there. */
const DONE_BEFORE: ReadonlySet<number | undefined> = new Set([1050, 1060, 1061, 1091, DUPLICATE]);
export const isDoneBefore = (error: unknown): boolean => DONE_BEFORE.has(number(error));

/** Too many connections, shutting down, statement or connection ended from outside, disk or memory full. */
const PASSING: ReadonlySet<number | undefined> = new Set([
  1021, 1037, 1040, 1041, 1053, 1077, 1129, 1203, 1226, 1317, 1927, 3169,
]);

/** Privileges, and names of tables and columns. */
const HARMLESS: ReadonlySet<number | undefined> = new Set([
  1044,
  1045,
  1049,
  1054,
  1142,
  1143,
  UNKNOWN_TABLE,
  1193,
  1227,
]);

/** Without the statement and the values in it, which the driver and many of the server's messages repeat: they must not be logged. */
export function withoutValues(error: unknown): Error {
  const { errno, code, fatal, message } = error as ServerError;
  const isHarmless =
    isLost(error) || isReadOnly(error) || isInTheWay(error) || PASSING.has(errno) || HARMLESS.has(errno);
  const told = new Error(isHarmless ? message : `the database has refused a statement: ${code}`);
  return Object.assign(told, { errno, code, fatal });
}

/** Whether the connection is of no use any more, whatever is to blame. */
export const isLost = (error: unknown): boolean => {
  const { fatal, errno, code } = error as ServerError;
  return fatal === true || errno === undefined || errno < 0 || /^(PROTOCOL_|E[A-Z]+$)/.test(code ?? '');
};

/** As it is told to others: what passes by itself is unavailable, the rest is a fault. */
export function told(error: unknown, where: string): unknown {
  if (error instanceof UnavailableError) return error;
  if (isLost(error) || isReadOnly(error) || isInTheWay(error) || PASSING.has(number(error))) {
    return new UnavailableError(`the database at ${where}: ${(error as Error).message}`, { cause: error });
  }
  return error;
}
