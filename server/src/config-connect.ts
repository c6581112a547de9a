// Whether what the settings name can be reached from here. A connection each, and as little said on it as shows who answers.
import { readFileSync } from 'node:fs';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContextOptions } from 'node:tls';
import type { Config } from './config-table.ts';
import type { Address } from './config-values.ts';
import { nameOf, parseMysqlUrl } from './lib/mysql-url.ts';

export interface Reached {
  readonly what: string;
  readonly where: string;
  /** Undefined: reached. */
  readonly failure: string | undefined;
}

interface Target extends Address {
  readonly what: string;
  readonly tls?: SecureContextOptions | undefined;
  /** Said first. */
  readonly say?: string;
  /** What the other side begins with then; without it a connection is enough. */
  readonly hear?: RegExp;
}

const TIMEOUT_MS = 3_000;

/** All at once; takes as long as the slowest. */
export async function tryToReach(config: Config, timeoutMs: number = TIMEOUT_MS): Promise<Reached[]> {
  const targets = [
    ...redisTargets(config),
    ...kafkaTargets(config),
    ...s3Targets(config),
    ...linkTargets(config),
    ...mailboxTargets(config),
  ];
  const others = targets.map(async target => ({
    what: target.what,
    where: nameOf(target),
    failure: await reach(target, timeoutMs),
  }));
  return [...(await logInToDatabases(config)), ...(await Promise.all(others))];
}

async function logInToDatabases({ sql, sqlPassword, sqlReplicas, sqlTls }: Config): Promise<Reached[]> {
  if (sql === '') return [];
  const { connect: logIn } = await import('./lib/mysql-connection.ts');
  const { user, hosts, database } = parseMysqlUrl(sql);
  const places = [
    ...hosts.map(at => ({ what: 'sql', at })),
    ...sqlReplicas.map(({ region, host, port }) => ({ what: `sql replica ${region}`, at: { host, port } })),
  ];
  return Promise.all(
    places.map(async ({ what, at }) => {
      const login = { user, password: sqlPassword, database, tls: sqlTls };
      const failure = await logIn(at, login).then(
        connection => connection.close(),
        (error: Error) => error.message,
      );
      return { what, where: nameOf(at), failure: failure ?? undefined };
    }),
  );
}

function redisTargets({ redis, redisPassword, redisTls }: Config): Target[] {
  const words = redisPassword ? ['AUTH', redisPassword] : ['PING'];
  const say = `*${words.length}\r\n${words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
  return redis.map(place => ({
    ...place,
    what: 'redis',
    tls: redisTls ? {} : undefined,
    say,
    hear: /^\+(OK|PONG)\r\n/,
  }));
}

/** Asks which versions it speaks: the one question that every broker answers to everybody. */
function kafkaTargets({ kafka, kafkaTls }: Config): Target[] {
  return kafka.map(place => ({
    ...place,
    what: 'kafka',
    tls: kafkaTls ? {} : undefined,
    say: '\0\0\0\x0a\0\x12\0\0ping\0\0',
    hear: /^.{4}ping/s,
  }));
}

function s3Targets({ s3Endpoint }: Config): Target[] {
  if (s3Endpoint === '') return [];
  const { protocol, hostname, port, host } = new URL(s3Endpoint);
  const tls = protocol === 'https:';
  const say = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  const place = { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port) || (tls ? 443 : 80) };
  return [{ ...place, what: 's3', tls: tls ? {} : undefined, say, hear: /^HTTP\/1\.[01] \d{3}/ }];
}

function linkTargets({ linkPeers, linkCert, linkKey, linkCa }: Config): Target[] {
  const tls = linkCert
    ? { cert: readFileSync(linkCert), key: readFileSync(linkKey), ca: readFileSync(linkCa) }
    : undefined;
  return linkPeers.map(({ role, ...place }) => ({ ...place, what: role, tls }));
}

/** Each node greets first. */
function mailboxTargets({ mailbox, mailboxCa }: Config): Target[] {
  const tls = mailboxCa ? { ca: readFileSync(mailboxCa) } : undefined;
  return mailbox.map(place => ({ ...place, what: 'mailbox', tls, hear: /hello/ }));
}

/** Resolves to what failed. */
function reach({ host, port, tls, say, hear }: Target, timeoutMs: number): Promise<string | undefined> {
  return new Promise(resolve => {
    const end = (failure?: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(failure);
    };
    const onConnected = (): void => {
      if (say) socket.write(say);
      if (!hear) end();
    };
    const socket: Socket = tls
      ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...tls }, onConnected)
      : connect({ host, port }, onConnected);
    const timer = setTimeout(() => end(`no answer within ${timeoutMs / 1_000} s`), timeoutMs);
    let heard = '';
    socket.on('data', (data: Buffer) => {
      heard += data.toString('latin1');
      if (hear?.test(heard)) end();
      else if (/^-[^\r]*\r\n/.test(heard)) end(heard.slice(1).trim());
      else if (heard.length > 64) end('answers, but as something else');
    });
    socket.on('end', () => end('closed the connection'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(told(error)));
  });
}

const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such name',
  EAI_AGAIN: 'the name cannot be looked up now',
  EHOSTUNREACH: 'no way there',
  ENETUNREACH: 'no way there',
};

const told = ({ code, message }: NodeJS.ErrnoException): string => causes[code ?? ''] ?? message;
