// How a terminal speaks to the cluster that runs in another one: requests over a socket that this user alone may open.
import { existsSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { cacheFolder } from '../parts/folder.ts';
import type { PartProcess } from '../parts/part-process.ts';
import { EDGE_THRESHOLD } from './edge.ts';
import type { Cluster } from './start.ts';

export const acts = ['kill', 'pause', 'resume', 'restart'] as const;
export type Act = (typeof acts)[number];

const socketPath = (): string => join(cacheFolder(), 'cluster.sock');

export interface Control {
  close(): void;
}

/** @throws {Error} when one runs already */
export async function startControl(cluster: Cluster, stop: () => void): Promise<Control> {
  const server = createServer((incoming, response) => {
    answer(cluster, stop, incoming.url ?? '').then(
      text => response.end(text),
      error => response.writeHead(400).end((error as Error).message),
    );
  });
  // The socket of a cluster that was killed is still there, and nobody answers at it.
  rmSync(socketPath(), { force: true });
  process.umask(0o077);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath(), resolve);
  });
  return { close: () => void server.close() };
}

async function answer(cluster: Cluster, stop: () => void, url: string): Promise<string> {
  const [, act = '', name = ''] = url.split('/');
  if (act === 'status') return topology(cluster);
  if (act === 'down') {
    setImmediate(stop);
    return 'The cluster ends, with all it holds.';
  }
  const part = cluster.processes.find(one => one.name === name);
  if (!part) throw new Error(`No part ${name}. Parts: ${cluster.processes.map(one => one.name).join(', ')}.`);
  if (!acts.includes(act as Act)) throw new Error(`Cannot ${act}. One can ${acts.join(', ')} a part.`);
  await part[act as Act]();
  return `${name}: ${act === 'kill' ? 'killed' : `${act}d`.replace('restartd', 'restarted')}.`;
}

/** Resolves to what the cluster says, or undefined when none runs. @throws {Error} what it refuses */
export function askCluster(act: string, name = ''): Promise<string | undefined> {
  if (!existsSync(socketPath())) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: socketPath(), path: `/${act}/${name}` }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))));
    });
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}

/** A table: part, process, ports, log. */
export function topology({ url, edge, processes }: Cluster): string {
  const rows = processes.map(part => [part.name, pidOf(part), part.ports.join(' '), part.logFile]);
  const head = ['part', 'pid', 'ports', 'log'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)));
  const lines = [head, ...rows].map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const files = edge
    ? `\nFiles that are fetched more than ${EDGE_THRESHOLD} times come from the edge at ${edge.url}`
    : '';
  return `${lines.join('\n')}\n\nParley is at ${url}${files}`;
}

function pidOf(part: PartProcess): string {
  return part.isRunning() ? String(part.pid) : 'killed';
}
