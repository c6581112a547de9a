// Connections to one place, a bounded number of them, each used by one caller at a time. Who finds none free waits, but not long:
// a database that stands still must not become a queue without end.
import type { MysqlConnection } from './mysql-connection.ts';
import { UnavailableError } from './unavailable.ts';

export interface Pool {
  /** @throws {UnavailableError} none is free in time, or none can be made */
  take(): Promise<MysqlConnection>;
  give(connection: MysqlConnection): void;
  close(): void;
}

interface PoolOptions {
  readonly size: number;
  readonly open: () => Promise<MysqlConnection>;
  /** Each is looked at once a second while it is used, and before it is used again: false, another takes its place. */
  readonly check: (connection: MysqlConnection) => Promise<boolean>;
}

interface Waiter {
  readonly ready: () => void;
  readonly timer: NodeJS.Timeout;
}

const WAIT_MS = 3_000;
const TRUST_MS = 1_000;

export function createPool({ size, open, check }: PoolOptions): Pool {
  const idle: MysqlConnection[] = [];
  const checkedAt = new WeakMap<MysqlConnection, number>();
  const waiters: Waiter[] = [];
  let used = 0;
  let closed = false;

  function free(): void {
    used--;
    const next = waiters.shift();
    if (!next) return;
    clearTimeout(next.timer);
    used++;
    next.ready();
  }

  function turn(): Promise<void> {
    if (used < size) {
      used++;
      return Promise.resolve();
    }
    return new Promise((ready, reject) => {
      const late = (): void => {
        waiters.splice(waiters.indexOf(waiter), 1);
        reject(new UnavailableError(`all ${size} connections to the database have been busy for ${WAIT_MS} ms`));
      };
      const waiter = { ready, timer: setTimeout(late, WAIT_MS) };
      waiters.push(waiter);
    });
  }

  async function usable(): Promise<MysqlConnection> {
    for (let connection = idle.pop(); connection; connection = idle.pop()) {
      if (connection.isLost()) continue;
      if (performance.now() - checkedAt.get(connection)! < TRUST_MS) return connection;
      if (await check(connection)) return known(connection);
      connection.close();
    }
    return known(await open());
  }

  function known(connection: MysqlConnection): MysqlConnection {
    checkedAt.set(connection, performance.now());
    return connection;
  }

  return {
    async take() {
      if (closed) throw new UnavailableError('the database has been closed');
      await turn();
      try {
        return await usable();
      } catch (error) {
        free();
        throw error;
      }
    },
    give(connection) {
      if (closed) connection.close();
      else if (!connection.isLost()) idle.push(connection);
      free();
    },
    close() {
      closed = true;
      for (const connection of idle.splice(0)) connection.close();
    },
  };
}
