// The other side of admin-listener.ts: asks the server that runs on a data folder.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdminPlace } from './admin-listener.ts';

export const ADMIN_FILE = 'admin.json';

/**
 * The body of the answer; undefined: there is no such account.
 * @throws {Error} no server could be asked, or it could not do it
 */
export async function askAdmin(data: string, method: 'GET' | 'DELETE', path: string): Promise<unknown> {
  const { url, token } = readPlace(data);
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}${path}`, { method, headers }).catch(cause => {
    throw new Error(`the server of ${data} does not answer: it has ended, start it again`, { cause });
  });
  const body = (await response.json()) as { error?: string };
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(body.error);
  return body;
}

function readPlace(data: string): AdminPlace {
  try {
    return JSON.parse(readFileSync(join(data, ADMIN_FILE), 'utf8'));
  } catch (cause) {
    const reason =
      (cause as NodeJS.ErrnoException).code === 'EACCES'
        ? 'only the user that the server runs as may ask it'
        : 'is one with the role accounts running on this machine? Name its folder with --data';
    throw new Error(`no server can be asked about ${data}: ${reason}`, { cause });
  }
}
