// The nginx in front of a cluster on this machine: the balancer that operators have, on loopback.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../node24.mjs';
import { httpDefaults } from '../parts/nginx.ts';
import type { ClusterRole, Member } from './plan.ts';

/** Discard: a role that nobody runs. */
const NOBODY = 'server 127.0.0.1:9;';

/**
 * In development no header says that a request was forwarded: codes are shown to programs of this machine alone, and nobody
 * else reaches this nginx.
 */
export function frontConfig(members: readonly Member[], port: number, dev: boolean): string {
  const serversOf = (role: ClusterRole, options = 'max_fails=1 fail_timeout=1s'): string =>
    members
      .filter(member => member.role === role)
      .map(({ httpPort }) => `server 127.0.0.1:${httpPort} ${options};`)
      .join(' ') || NOBODY;
  const values: Readonly<Record<string, string>> = {
    PARLEY_LISTEN: `127.0.0.1:${port}`,
    PARLEY_GATEWAYS: serversOf('gateway'),
    PARLEY_SOCKETS: serversOf('gateway', 'max_fails=0'),
    PARLEY_ACCOUNTS: serversOf('accounts'),
    PARLEY_GROUPS: serversOf('groups'),
    PARLEY_ASSETS: serversOf('assets'),
    PARLEY_ACCESS_LOG: 'access.log',
  };
  const template = readFileSync(join(root, 'deploy/nginx/parley.conf.template'), 'utf8');
  const filled = template.replaceAll(/\$\{(PARLEY_\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const config = dev ? filled.replaceAll(/^ *proxy_set_header X-Forwarded-.*$/gm, '') : filled;
  return `http {\n${httpDefaults}\n${config}\n}\n`;
}
