// A real MariaDB on loopback: a primary and replicas that follow it by GTID, one database and its user.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aptPackages } from './apt.ts';
import { type Folder, openFolder } from './folder.ts';
import { orStopAll, startAll, stopAll } from './group.ts';
import { copyMariadbTemplate } from './mariadb-template.ts';
import type { Part, PartTls } from './part.ts';
import { type PartProcess, startProcess } from './part-process.ts';
import { freePorts } from './ports.ts';
import { programOf } from './programs.ts';
import { until } from './until.ts';

export const mariadbPart: Part = {
  name: 'mariadb',
  what: 'MariaDB 10, for accounts, keys, groups and files',
  // Without the package that makes a service of it.
  ...aptPackages({ 'mariadb-server-core': 'mariadbd', 'mariadb-client-core': 'mariadb' }),
};

export interface MariadbOptions {
  /** 2, when not said. */
  readonly replicas?: number;
  readonly password?: string;
  /** Users from the network need TLS then. */
  readonly tls?: PartTls | undefined;
  /** Stays when it stops; else a temporary folder. */
  readonly folder?: string;
}

export interface Mariadb {
  readonly primary: PartProcess;
  readonly replicas: readonly PartProcess[];
  /** Of the primary, without the password: `mysql://parley@host:port/parley`. */
  readonly url: string;
  readonly password: string;
  /** `host:port` of each replica. */
  readonly replicaAddresses: readonly string[];
  /** SQL as the database's root, on one of them; what it answers, a row a line, fields between tabs. */
  ask(server: PartProcess, sql: string): Promise<string>;
  /** A new empty database, which the user may use; its address. */
  createDatabase(name: string): Promise<string>;
  /** Every replica has what the primary had when this was called. */
  untilReplicated(): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'parley';
const DATABASE = 'parley';
const REPLICATION_TIMEOUT_MS = 30_000;
const run = promisify(execFile);

export async function startMariadb(options: MariadbOptions = {}): Promise<Mariadb> {
  const password = options.password ?? 'parley-on-loopback';
  const folder = openFolder('mariadb', options.folder);
  const names = ['mariadb-primary', ...replicaNames(options.replicas ?? 2)];
  const ports = await freePorts(names.length);
  const starts = names.map((name, index) =>
    startServer({ name, folder, id: index + 1, port: ports[index]!, password, tls: options.tls }),
  );
  const processes = await startAll(starts);
  const [primary, ...replicas] = processes as [PartProcess, ...PartProcess[]];
  const untilReplicated = (): Promise<void> => untilAllFollow(primary, replicas);
  await orStopAll(
    processes,
    folder,
    Promise.all(replicas.map(replica => follow(replica, primary.ports[0]!, password))).then(untilReplicated),
  );
  const urlOf = (database: string): string => `mysql://${USER}@127.0.0.1:${primary.ports[0]}/${database}`;
  return {
    primary,
    replicas,
    url: urlOf(DATABASE),
    password,
    replicaAddresses: replicas.map(({ ports: [port] }) => `127.0.0.1:${port}`),
    ask,
    createDatabase: async name => {
      await ask(primary, `CREATE DATABASE ${name}; GRANT ALL ON ${name}.* TO '${USER}'@'%'`);
      return urlOf(name);
    },
    untilReplicated,
    stop: () => stopAll(processes, folder),
  };
}

function replicaNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `mariadb-replica-${index + 1}`);
}

interface ServerPlan {
  readonly name: string;
  readonly folder: Folder;
  readonly id: number;
  readonly port: number;
  readonly password: string;
  readonly tls: PartTls | undefined;
}

async function startServer({ name, folder, id, port, password, tls }: ServerPlan): Promise<PartProcess> {
  const path = join(folder.path, name);
  mkdirSync(path, { recursive: true });
  await copyMariadbTemplate(join(path, 'data'));
  writeFileSync(join(path, 'init.sql'), initFile(password));
  const settings = {
    user: userInfo().username,
    datadir: join(path, 'data'),
    socket: socketOf(path),
    'pid-file': join(path, 'pid'),
    'init-file': join(path, 'init.sql'),
    'bind-address': '127.0.0.1',
    port,
    'server-id': id,
    'log-bin': 'binlog',
    'binlog-format': 'ROW',
    'gtid-strict-mode': 'ON',
    'log-slave-updates': 'ON',
    'read-only': id === 1 ? 'OFF' : 'ON',
    'sync-binlog': 1,
    'innodb-flush-log-at-trx-commit': 1,
    'innodb-buffer-pool-size': '64M',
    'innodb-log-file-size': '16M',
    'character-set-server': 'utf8mb4',
    'skip-name-resolve': 'ON',
    'max-connections': 500,
    ...(tls ? { 'ssl-cert': tls.cert, 'ssl-key': tls.key, 'ssl-ca': tls.ca, 'require-secure-transport': 'ON' } : {}),
  };
  return startProcess({
    name,
    command: programOf('mariadbd'),
    args: ['--no-defaults', ...Object.entries(settings).map(([key, value]) => `--${key}=${value}`)],
    folder: path,
    ports: [port],
    isReady: async () => (await askSocket(path, 'SELECT 1')) === '1',
  });
}

/** Read at every start. Outside the binary log, or every replica would be ahead of its primary. */
function initFile(password: string): string {
  return `SET sql_log_bin = 0;
CREATE DATABASE IF NOT EXISTS ${DATABASE};
CREATE USER IF NOT EXISTS '${USER}'@'%' IDENTIFIED BY '${password}';
GRANT ALL ON ${DATABASE}.* TO '${USER}'@'%';
GRANT REPLICATION SLAVE ON *.* TO '${USER}'@'%';
SET sql_log_bin = 1;
`;
}

async function follow(replica: PartProcess, primaryPort: number, password: string): Promise<void> {
  const from = `MASTER_HOST='127.0.0.1', MASTER_PORT=${primaryPort}, MASTER_USER='${USER}', MASTER_PASSWORD='${password}'`;
  const how = 'MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1, MASTER_HEARTBEAT_PERIOD=1';
  await ask(replica, `STOP SLAVE; CHANGE MASTER TO ${from}, ${how}; START SLAVE`);
}

async function untilAllFollow(primary: PartProcess, replicas: readonly PartProcess[]): Promise<void> {
  const position = await ask(primary, 'SELECT @@gtid_binlog_pos');
  await Promise.all(
    replicas.map(replica =>
      until(`${replica.name} follows`, REPLICATION_TIMEOUT_MS, async () => {
        const status = await ask(replica, 'SHOW SLAVE STATUS');
        if (!status.includes('\tYes\tYes\t')) throw new Error(`its replication is not running: ${status}`);
        return position === '' || (await ask(replica, `SELECT MASTER_GTID_WAIT('${position}', 0.5)`)) === '0';
      }),
    ),
  );
}

function ask(server: PartProcess, sql: string): Promise<string> {
  return askSocket(join(server.logFile, '..'), sql);
}

/** Named from inside its folder: the path of a socket must be short. */
async function askSocket(folder: string, sql: string): Promise<string> {
  const args = ['--no-defaults', '--socket=socket', '--user=root', '--batch', '--skip-column-names', '--execute', sql];
  const { stdout } = await run(programOf('mariadb'), args, { cwd: folder });
  return stdout.trim();
}

function socketOf(folder: string): string {
  return join(folder, 'socket');
}
