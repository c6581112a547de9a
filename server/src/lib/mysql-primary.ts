// Which of several servers is the primary: the one that can be written to. One that was the primary before it broke down may come
// back as if nothing had happened, so each promotion counts an epoch up in the database itself, and the highest one wins.
import type { MysqlConnection } from './mysql-connection.ts';
import { isUnknownTable } from './mysql-errors.ts';
import { type HostPort, nameOf } from './mysql-url.ts';
import { UnavailableError } from './unavailable.ts';

export const PRIMARY_TABLE = 'parley_primary';

export interface Primary {
  /**
   * @throws {UnavailableError} none of them can be reached and written to
   * @throws {Error} what the server says to this user or database
   */
  open(): Promise<MysqlConnection>;
  /** False: it is not the primary's any more, or lost. */
  check(connection: MysqlConnection): Promise<boolean>;
}

interface Standing {
  readonly at: HostPort;
  readonly writable: boolean;
  readonly epoch: number;
}

const CHECK_MS = 2_000;
/** How long a process may keep to a primary that is cut off from whoever has promoted another one. */
const SCAN_MS = 5_000;

export function createPrimary(
  hosts: readonly HostPort[],
  connect: (at: HostPort) => Promise<MysqlConnection>,
): Primary {
  let known: HostPort | undefined;
  let epoch = 0;
  let searching: Promise<HostPort> | undefined;
  let searchedAt = 0;

  const isPrimary = (standing: Standing): boolean => standing.writable && standing.epoch >= epoch;

  async function search(): Promise<HostPort> {
    searchedAt = performance.now();
    const asked = await Promise.allSettled(hosts.map(at => ask(at, connect)));
    const found = asked.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : []));
    const best = found.filter(isPrimary).sort((a, b) => b.epoch - a.epoch)[0];
    if (!best) throw noPrimary(hosts, asked);
    epoch = best.epoch;
    known = best.at;
    return best.at;
  }

  function find(): Promise<HostPort> {
    searching ??= search().finally(() => (searching = undefined));
    return searching;
  }

  async function tryKnown(at: HostPort): Promise<MysqlConnection | undefined> {
    try {
      const connection = await connect(at);
      if (await check(connection)) return connection;
      connection.close();
    } catch {
      // the search says what is wrong
    }
    return undefined;
  }

  async function check(connection: MysqlConnection): Promise<boolean> {
    try {
      if (isPrimary(await standing(connection))) {
        if (hosts.length > 1 && performance.now() - searchedAt > SCAN_MS) find().catch(() => undefined);
        return true;
      }
    } catch {
      // as good as lost
    }
    if (known === connection.at) known = undefined;
    return false;
  }

  return {
    async open() {
      return (known && (await tryKnown(known))) ?? connect(await find());
    },
    check,
  };
}

async function ask(at: HostPort, connect: (at: HostPort) => Promise<MysqlConnection>): Promise<Standing> {
  const connection = await connect(at);
  try {
    return await standing(connection);
  } finally {
    connection.close();
  }
}

async function standing(connection: MysqlConnection): Promise<Standing> {
  return { at: connection.at, writable: await isWritable(connection), epoch: await epochOf(connection) };
}

/** Some versions say it with a word. */
export async function isWritable(connection: MysqlConnection): Promise<boolean> {
  const { rows } = await connection.query('SELECT @@GLOBAL.read_only AS readOnly', [], CHECK_MS);
  return /^(0|OFF)$/.test(String(rows[0]!.readOnly));
}

async function epochOf(connection: MysqlConnection): Promise<number> {
  try {
    const { rows } = await connection.query(`SELECT epoch FROM ${PRIMARY_TABLE} WHERE id = 1`, [], CHECK_MS);
    return Number(rows[0]?.epoch ?? 0);
  } catch (error) {
    if (isUnknownTable(error)) return 0;
    throw error;
  }
}

function noPrimary(hosts: readonly HostPort[], asked: readonly PromiseSettledResult<Standing>[]): Error {
  const why = asked.map((answer, i) => {
    const name = nameOf(hosts[i]!);
    if (answer.status === 'fulfilled') return `${name} is read-only or an old primary`;
    const { message, code } = answer.reason as { message: string; code?: string };
    return `${name}: ${message || code}`;
  });
  return new UnavailableError(`cannot reach the database to write to it: ${why.join('; ')}`);
}
