import { readFileSync } from 'node:fs';
import { promoteDatabase } from '@parley/server';
import { UsageError } from '../exit.ts';
import { printJson } from '../options.ts';
import { type ServerPlace, serverPlace } from '../server-place.ts';

interface Options extends ServerPlace {
  to: string;
  admin: string;
  adminPasswordFile: string;
  json?: boolean;
}

export async function sqlPromoteCommand({ to, admin, adminPasswordFile, json, ...place }: Options): Promise<void> {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(to) ?? [];
  if (!host || !port) throw new UsageError('--to must be like host:3306');
  const password = readFileSync(adminPasswordFile, 'utf8').trimEnd();
  const { from, oneTimeKeysRemoved } = await promoteDatabase(serverPlace(place), {
    to: { host: host.replace(/^\[|\]$/g, ''), port: Number(port) },
    admin: { user: admin, password },
  });
  const old = from && `${from.host}:${from.port}`;
  if (json) return printJson({ to, from: old ?? null, oneTimeKeysRemoved });
  const what = old
    ? `${old} takes no changes any more, and ${to} has all that it took.`
    : `The primary until now cannot be reached: what only it had is lost. ${oneTimeKeysRemoved} one-time prekeys removed, so that none is\n` +
      'handed out twice. Keep that server from being started as a primary: it has to follow the new one, or to be made anew.';
  process.stdout.write(
    `${to} is the primary now. Servers find it within seconds.\n${what}\nLet the other replicas follow it.\n`,
  );
}
