// Echo beside a development server: a process of its own, so that the server's numbers stay the server's.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface EchoPlace {
  readonly url: string;
  /** The server's. */
  readonly data: string;
  readonly phone: string;
}

const PATIENCE_MS = 3_000;

/** It ends with this process, however that ends. The function stops it, and resolves when it is gone. */
export function startEcho({ url, data, phone }: EchoPlace): () => Promise<void> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const about = ['--server', url, '--phone', phone, '--name', 'Echo', '--profile', join(data, 'echo')];
  const child = spawn(process.execPath, [main, 'echo', ...about], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()).once('error', () => resolve()));
  return () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    return gone.finally(() => clearTimeout(late));
  };
}
