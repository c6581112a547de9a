// Writes web/src/i18n/gen, the functions behind web/messages/*/*.json, when one of those is newer. Builds, type checks and
// tests need it.
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node24.mjs';

const web = join(root, 'web');
const outdir = join(web, 'src/i18n/gen');
const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const sources = [...globSync('messages/*/*.json', { cwd: web }), 'project.inlang/settings.json', 'messages.options.ts'];
const newest = Math.max(...sources.map(path => changedAt(join(web, path))));
if (changedAt(join(outdir, 'messages/_index.js')) < newest) {
  const { compile } = await import('@inlang/paraglide-js');
  const { messagesOptions } = await import('../web/messages.options.ts');
  await compile({ ...messagesOptions, project: join(web, 'project.inlang'), outdir });
}
// The compiler leaves a timer behind that would keep this process for half a minute.
process.exit(0);
