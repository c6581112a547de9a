// Writes what is generated, the codec from the .proto files, docs/config.md from the tables of settings and docs/capacity.md from
// costs, or with --check fails when it is not what they say.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configMarkdown } from '../server/src/config-page.ts';
import { capacityMarkdown } from './capacity-page.ts';
import { root } from './node24.mjs';

const protoDir = join(root, 'protocol/proto');
const outDir = join(root, 'protocol/src/gen');
const cli = (name: string) => join(root, 'node_modules/protobufjs-cli/bin', name);

function generateCodec(): Map<string, string> {
  const dir = mkdtempSync(join(tmpdir(), 'parley-codec-'));
  try {
    const protos = readdirSync(join(protoDir, 'parley/v1'))
      .sort()
      .map(name => join(protoDir, 'parley/v1', name));
    const flags = [
      '-t',
      'static-module',
      '-w',
      'esm',
      '--force-number',
      '--no-create',
      '--no-verify',
      '--no-delimited',
    ];
    flags.push('--no-convert', '--no-service', '--no-typeurl', '-r', 'parley', '--path', protoDir);
    const documented = join(dir, 'documented.js');
    const bare = join(dir, 'codec.js');
    const types = join(dir, 'codec.d.ts');
    execFileSync(process.execPath, [cli('pbjs'), ...flags, '-o', documented, ...protos]);
    execFileSync(process.execPath, [cli('pbjs'), ...flags, '--no-comments', '-o', bare, ...protos]);
    execFileSync(process.execPath, [cli('pbts'), '-o', types, documented]);
    return new Map([
      ['codec.js', `${readNumbers(readFileSync(bare, 'utf8'))}\nexport const wire = parley.v1;\n`],
      [
        'codec.d.ts',
        readFileSync(types, 'utf8').replace('import Long = require("long");\n', '') +
          'export import wire = parley.v1;\n',
      ],
    ]);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** 64-bit fields as plain numbers: see uint53.js. */
function readNumbers(js: string): string {
  return js
    .replace('\n\n', "\nimport { readUint53 } from '../uint53.js';\n\n")
    .replaceAll(/reader\.uint64\(\)/g, 'readUint53(reader)')
    .replaceAll(/\$util\.Long \? \$util\.Long\.fromBits\(0,0,true\) : 0/g, '0')
    .replaceAll(/\(typeof (message\.\w+) === "object" \? \1\.low \|\| \1\.high : (\1 !== 0)\)/g, '$2')
    .replaceAll(
      /typeof \(value = (\w+\(reader\))\) === "object" \? value\.low \|\| value\.high : value !== 0/g,
      '(value = $1) !== 0',
    );
}

const generated = new Map([...generateCodec()].map(([name, text]) => [join(outDir, name), text]));
generated.set(join(root, 'docs/config.md'), configMarkdown());
generated.set(join(root, 'docs/capacity.md'), capacityMarkdown());

const stale: string[] = [];
for (const [path, text] of generated) {
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) stale.push(path);
}
if (stale.length > 0) {
  process.stderr.write(`Not what the sources say; run \`npm run generate\`:\n${stale.join('\n')}\n`);
  process.exitCode = 1;
}
