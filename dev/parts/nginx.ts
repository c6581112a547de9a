// A real nginx in front of what a test or a cluster runs: any configuration, in a folder of its own.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aptPackages } from './apt.ts';
import { openFolder } from './folder.ts';
import { stopAll } from './group.ts';
import type { Part } from './part.ts';
import { type PartProcess, startProcess } from './part-process.ts';
import { programOf } from './programs.ts';

const STREAM_MODULE = '/usr/lib/nginx/modules/ngx_stream_module.so';
const run = promisify(execFile);

export const nginxPart: Part = {
  name: 'nginx',
  what: 'nginx, for balancing and the edge',
  ...aptPackages({ nginx: 'nginx', 'libnginx-mod-stream': STREAM_MODULE }),
};

export interface NginxOptions {
  /** `http { … }` and what else stands at the top, but for `events`, `pid` and `error_log`. Paths in it begin at the folder. */
  readonly config: string;
  /** What it must listen on when it is ready. */
  readonly ports: readonly number[];
  readonly name?: string;
  /** 1, when not said. Each may have as many files open as a process may. */
  readonly workers?: number;
  /** Files that the configuration names: path from the folder → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Stays when it stops; else a temporary folder. */
  readonly folder?: string;
}

export interface Nginx {
  readonly process: PartProcess;
  readonly folder: string;
  /** Without losing a connection. An error when nginx refuses the new configuration: the old one goes on. */
  reload(config: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const folder = openFolder('nginx', options.folder);
  const name = options.name ?? 'nginx';
  for (const kind of ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) {
    mkdirSync(join(folder.path, 'temp', kind), { recursive: true });
  }
  for (const [path, text] of Object.entries(options.files ?? {})) {
    mkdirSync(join(folder.path, path, '..'), { recursive: true });
    writeFileSync(join(folder.path, path), text);
  }
  const write = (config: string): void =>
    writeFileSync(join(folder.path, 'nginx.conf'), wholeConfig(config, options.workers ?? 1));
  const nginx = programOf('nginx');
  const args = ['-p', folder.path, '-c', 'nginx.conf', '-e', 'stderr'];
  write(options.config);
  const server = await startProcess({
    name,
    command: nginx,
    args: [...args, '-g', 'daemon off;'],
    folder: folder.path,
    ports: options.ports,
    // Its workers would outlive a master that is killed.
    onParentDeath: 'TERM',
    isReady: async () => (await Promise.all(options.ports.map(isListening))).every(Boolean),
  });
  return {
    process: server,
    folder: folder.path,
    reload: async config => {
      write(config);
      await run(nginx, [...args, '-t']);
      process.kill(server.pid, 'SIGHUP');
    },
    stop: () => stopAll([server], folder),
  };
}

/** Debian's nginx reads nothing from /etc then, and writes nowhere but in its folder. */
function wholeConfig(config: string, workers: number): string {
  const stream = existsSync(STREAM_MODULE) ? `load_module ${STREAM_MODULE};\n` : '';
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  const top = `${stream}${user}pid nginx.pid;\nerror_log stderr;\nworker_processes ${workers};\n`;
  return `${top}events { worker_connections 16384; }\n${config}`;
}

function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** For `http`: temporary files stay in the folder, and nothing is logged but errors. */
export const httpDefaults = `access_log off;
client_body_temp_path temp/client_body; proxy_temp_path temp/proxy; fastcgi_temp_path temp/fastcgi;
uwsgi_temp_path temp/uwsgi; scgi_temp_path temp/scgi;`;
