// A real S3 on loopback: SeaweedFS in one process, with one pair of keys and one bucket.
import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Folder, openFolder } from './folder.ts';
import { stopAll } from './group.ts';
import type { Part } from './part.ts';
import { type PartProcess, startProcess } from './part-process.ts';
import { freePorts } from './ports.ts';
import { type S3Access, s3Request } from './s3-request.ts';
import { buildSeaweedfs, weedPath } from './seaweedfs-build.ts';

export const seaweedfsPart: Part = {
  name: 'seaweedfs',
  what: 'SeaweedFS 4, an S3 for files',
  packages: [],
  missing: () => (existsSync(weedPath()) ? [] : [weedPath()]),
  build: buildSeaweedfs,
};

export interface SeaweedfsOptions {
  /** Stays when it stops; else a temporary folder. */
  readonly folder?: string;
  readonly bucket?: string;
}

export interface Seaweedfs extends S3Access {
  readonly process: PartProcess;
  readonly bucket: string;
  /** A signed request: `('GET', '/bucket/key')`. */
  request(method: string, path: string, body?: string): Promise<Response>;
  stop(): Promise<void>;
}

/** It takes 5 s, and 15 s after a kill: its master waits for others that may know more. */
export async function startSeaweedfs(options: SeaweedfsOptions = {}): Promise<Seaweedfs> {
  const folder = openFolder('s3', options.folder);
  const bucket = options.bucket ?? 'parley';
  const ports = await freePorts(10);
  const access = {
    endpoint: `http://127.0.0.1:${ports[0]}`,
    region: 'us-east-1',
    accessKey: 'parley-on-loopback',
    secretKey: 'parley-on-loopback-secret',
  };
  const server = await startServer(folder, ports, bucket, access);
  const stop = async (): Promise<void> => {
    await stopAll([server], folder);
    // It leaves sockets in a place that it lets nobody choose.
    for (const file of globSync(ports.map(port => `/tmp/seaweedfs-*-${port}.sock`))) rmSync(file, { force: true });
  };
  return {
    ...access,
    process: server,
    bucket,
    request: (method, path, body) => s3Request(access, method, path, body),
    stop,
  };
}

async function startServer(
  { path }: Folder,
  ports: readonly number[],
  bucket: string,
  access: S3Access,
): Promise<PartProcess> {
  const folder = join(path, 'seaweedfs');
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(join(folder, 's3.json'), identities(access));
  const names = ['s3.port', 's3.port.grpc', 'master.port', 'master.port.grpc', 'volume.port', 'volume.port.grpc'];
  const rest = ['filer.port', 'filer.port.grpc', 'admin.port', 'admin.port.grpc'];
  const settings: Readonly<Record<string, string | number>> = {
    dir: join(folder, 'data'),
    ip: '127.0.0.1',
    'ip.bind': '127.0.0.1',
    ...Object.fromEntries([...names, ...rest].map((name, index) => [name, ports[index]!])),
    'admin.port.legacy': 0,
    's3.port.iceberg': 0,
    's3.port.lance': 0,
    's3.config': join(folder, 's3.json'),
    'admin.ui': 'false',
    webdav: 'false',
    'master.peers': 'none',
    'master.telemetry': 'false',
    'master.volumeSizeLimitMB': 128,
    'volume.max': 100,
    bucket,
  };
  return startProcess({
    name: 'seaweedfs',
    command: weedPath(),
    args: ['mini', ...Object.entries(settings).map(([name, value]) => `-${name}=${value}`)],
    folder,
    ports: [ports[0]!],
    isReady: async () => (await s3Request(access, 'PUT', `/${bucket}/.ready`, 'ready')).ok,
  });
}

function identities({ accessKey, secretKey }: S3Access): string {
  const actions = ['Admin', 'Read', 'Write', 'List', 'Tagging'];
  return JSON.stringify({ identities: [{ name: 'parley', credentials: [{ accessKey, secretKey }], actions }] });
}
