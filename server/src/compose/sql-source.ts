import type { SqlSource } from '../lib/sql-database.ts';
import type { Process } from './process.ts';

/** Where the store of that name is kept: in the database of the settings, or in a file of its own. */
export function sqlSource({ config, file }: Pick<Process, 'config' | 'file'>, store: string): SqlSource {
  const { sql, sqlPassword, sqlReplicas, sqlPool, sqlTls, region } = config;
  if (sql === '') return { kind: 'sqlite', path: file(`${store}.sqlite`) };
  return { kind: 'mysql', url: sql, password: sqlPassword, replicas: sqlReplicas, pool: sqlPool, tls: sqlTls, region };
}
