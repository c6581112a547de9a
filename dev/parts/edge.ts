// A real nginx as the edge, with the configuration that operators get.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../node24.mjs';
import { httpDefaults, type Nginx, startNginx } from './nginx.ts';

export interface EdgeOptions {
  readonly port: number;
  /** `host:port` of a process with the role assets. */
  readonly origin: string;
  readonly secret: string;
  /** What ten minutes of the configuration are: `2s`. */
  readonly tenMinutes?: string;
  readonly folder?: string;
}

/** Its log is `access.log` in its folder. */
export function startEdge({ port, origin, secret, tenMinutes = '10m', folder }: EdgeOptions): Promise<Nginx> {
  const values: Readonly<Record<string, string>> = {
    EDGE_LISTEN: `127.0.0.1:${port}`,
    EDGE_ORIGIN: origin,
    EDGE_SECRET: secret,
    EDGE_CACHE: 'cache',
    EDGE_CACHE_SIZE: '1g',
    EDGE_LOG: 'access.log',
  };
  const template = readFileSync(join(root, 'deploy/edge/nginx.conf.template'), 'utf8');
  const config = template
    .slice(template.indexOf('http {'))
    .replace('http {', `http {\n${httpDefaults.replace('access_log off;', '')}`)
    .replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name]!)
    .replaceAll(/\b10m\b/g, tenMinutes);
  return startNginx({ config, ports: [port], name: 'edge', ...(folder ? { folder } : {}) });
}
