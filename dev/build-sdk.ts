// Builds the SDK for people outside this repository: JavaScript and declarations of protocol and client, each as a package
// that `npm pack` takes. `npm run build:sdk` writes to <package>/dist; with a folder as argument, to that folder.
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './node24.mjs';

interface SdkPackage {
  readonly name: 'protocol' | 'client';
  /** What tsc does not write: JavaScript that comes with declarations of its own. */
  readonly copied: readonly string[];
}

const packages: readonly SdkPackage[] = [
  { name: 'protocol', copied: ['uint53.js', 'uint53.d.ts', 'gen/codec.js', 'gen/codec.d.ts'] },
  { name: 'client', copied: [] },
];

/** Resolves to the folders of the built packages. */
export function buildSdk(outOf: (name: string) => string): string[] {
  const folders = packages.map(({ name }) => outOf(name));
  for (const { name, copied } of packages) {
    const out = outOf(name);
    rmSync(out, { recursive: true, force: true });
    compile(name, out, outOf('protocol'));
    for (const file of copied) {
      mkdirSync(dirname(join(out, file)), { recursive: true });
      copyFileSync(join(root, name, 'src', file), join(out, file));
    }
    for (const file of globSync('**/*.d.ts', { cwd: out })) nameJavaScript(join(out, file));
    copyFileSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
    writeFileSync(join(out, 'package.json'), `${JSON.stringify(packageJson(name), null, 2)}\n`);
  }
  return folders;
}

/** Only what the package's entries reach: no tests, no suites. */
function compile(name: string, outDir: string, protocol: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'parley-build-'));
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: join(root, name, 'src'),
      outDir,
      typeRoots: [join(root, 'node_modules/@types')],
      ...(name === 'protocol' ? {} : { paths: { '@parley/protocol': [join(protocol, 'index.d.ts')] } }),
    },
    files: Object.values(entries(name)).filter(file => file.endsWith('.ts')),
    include: [],
  };
  try {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Manifest = Record<string, unknown> & { readonly exports: Readonly<Record<string, string>> };

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8')) as Manifest;
}

/** Export name → source file. */
function entries(name: string): Record<string, string> {
  const { exports } = manifestOf(name);
  return Object.fromEntries(Object.entries(exports).map(([key, file]) => [key, join(root, name, file)]));
}

function packageJson(name: string): object {
  const { exports, ...manifest } = manifestOf(name);
  const built = Object.entries(exports).map(([key, file]) => {
    const path = file.replace('./src/', './').replace(/\.[jt]s$/, '');
    return [key, { types: `${path}.d.ts`, default: `${path}.js` }];
  });
  return { ...manifest, engines: { node: '>=24' }, exports: Object.fromEntries(built) };
}

/** tsc leaves `.ts` in the imports of declarations. */
function nameJavaScript(path: string): void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replaceAll(/(from |import\()(['"])(\.[^'"]+)\.ts\2/g, '$1$2$3.js$2'));
}

// Not import.meta.main: dev/run.mjs may have imported it.
if (process.argv[1] === import.meta.filename) {
  const [folder] = process.argv.slice(2);
  const built = buildSdk(name => (folder ? join(folder, name) : join(root, name, 'dist')));
  for (const path of built) process.stdout.write(`built ${path}; pack it with: npm pack ${path}\n`);
}
