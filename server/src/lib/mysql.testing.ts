// A real MariaDB for the tests of a file, started when the first of them asks for a database, and stopped after the last.
import { after } from 'node:test';
import { type Mariadb, startMariadb } from '../../../dev/parts/mariadb.ts';
import type { MysqlSource } from './sql-database.ts';

let starting: Promise<Mariadb> | undefined;
const made = new Map<string, Promise<string>>();
let names = 0;
after(async () => (await starting)?.stop());

export function startedMariadb(replicas = 0): Promise<Mariadb> {
  starting ??= startMariadb({ replicas });
  return starting;
}

/** As if calls came to four processes in turn. */
export async function inTurn<S extends object>(open: () => Promise<S>): Promise<S> {
  const stores = await Promise.all([open(), open(), open(), open()]);
  let calls = 0;
  const first = stores[0] as S;
  const doors = Object.keys(first).map(name => {
    const isDoor = typeof first[name as keyof S] === 'function';
    const next = (...given: unknown[]): unknown => {
      const called = name === 'close' ? stores : [stores[calls++ % stores.length]!];
      const answers = called.map(store => (store[name as keyof S] as (...given: unknown[]) => unknown)(...given));
      return name === 'close' ? Promise.all(answers) : answers[0];
    };
    return [name, isDoor ? next : first[name as keyof S]];
  });
  return Object.fromEntries(doors) as S;
}

export const newDatabase = (): string => `test_${++names}`;

/** The database of that name, made when it is asked for first. */
export async function databaseAt(name: string): Promise<MysqlSource> {
  const mariadb = await startedMariadb();
  if (!made.has(name)) made.set(name, mariadb.createDatabase(name));
  return { kind: 'mysql', url: await made.get(name)!, password: mariadb.password, pool: 5 };
}
