// `mysql://user@host:port,host:port/database`: one place, of which one can be written to at a time.

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

export interface MysqlAddress {
  readonly user: string;
  readonly hosts: readonly HostPort[];
  readonly database: string;
}

const SHAPE = /^mysql:\/\/([^@/]+)@([^@/]+)\/([\w$-]+)$/;
const HOST = /^(\[[\da-f:]+\]|[^:[\]]+)(?::(\d+))?$/i;
const MYSQL_PORT = 3_306;
const MAX_PORT = 65_535;

/** @throws {Error} what is wrong with it, in words */
export function parseMysqlUrl(url: string): MysqlAddress {
  const [, user, hosts, database] = SHAPE.exec(url) ?? [];
  if (user?.includes(':')) throw new Error('must hold no password: it has a setting of its own');
  if (!user || !hosts || !database) throw new Error('must be like mysql://user@host:3306/database');
  return { user: decodeURIComponent(user), hosts: hosts.split(',').map(parseHost), database };
}

function parseHost(text: string): HostPort {
  const [, host, digits] = HOST.exec(text) ?? [];
  const port = Number(digits ?? MYSQL_PORT);
  if (!host || port < 1 || port > MAX_PORT)
    throw new Error(`must be like mysql://user@host:3306/database, and ${text} is no host and port`);
  return { host: host.replace(/^\[|\]$/g, ''), port };
}

export function nameOf({ host, port }: HostPort): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
