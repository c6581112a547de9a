// Takes the texts of the first load out of its script and makes a file of each language, of which a browser loads one. The
// rooms that are loaded later keep theirs: each has few, and needs to wait for none.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const src = join(import.meta.dirname, 'src');
const compiled = join(src, 'i18n/gen/messages');
const catalogues = join(src, 'i18n/first-catalogues.ts');
const runtime = join(src, 'i18n/first-texts.ts');
/** Dynamic imports and those of types alone load nothing with the file they stand in. */
const STATIC_IMPORT = /^(?:import|export)\s(?!type\s)(?:[^;=(]*?\sfrom\s)?'(\.[^']+\.tsx?)'/gm;
const TEXT = /\bm\.(\w+)/g;
const CATALOGUE = 'first-texts-';
const IN_ONE = '?language=';

export function textsByLanguage(languages: readonly string[]): Plugin {
  let first: ReadonlySet<string> = new Set();
  return {
    name: 'texts-by-language',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      first = new Set(namesIn(join(src, 'main.tsx')).filter(key => existsSync(join(compiled, `${key}.js`))));
    },
    resolveId: id => (id.startsWith(CATALOGUE) || id.includes(IN_ONE) ? id : undefined),
    load(id) {
      if (id === catalogues) return loaders(languages);
      if (id.startsWith(CATALOGUE)) return catalogue(first, id.slice(CATALOGUE.length));
      const [path = '', language] = id.split(IN_ONE);
      if (dirname(path) !== compiled) return undefined;
      const key = path.slice(compiled.length + 1, -'.js'.length);
      if (language) return inOneLanguage(path, key, language);
      return first.has(key) ? stub(key) : undefined;
    },
  };
}

/** What stands behind `m.` in the file and in what it imports: texts, and what a comment calls one. */
function namesIn(entry: string): string[] {
  const files = new Set([entry]);
  const keys = new Set<string>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const [, path = ''] of text.matchAll(STATIC_IMPORT)) files.add(join(dirname(file), path));
    for (const [, key = ''] of text.matchAll(TEXT)) keys.add(key);
  }
  return [...keys];
}

function loaders(languages: readonly string[]): string {
  const entries = languages.map(language => `${language}: () => import('${CATALOGUE}${language}')`);
  return `export const catalogues = { ${entries.join(', ')} };`;
}

function catalogue(keys: ReadonlySet<string>, language: string): string {
  return [...keys].map(key => `export { ${key} } from '${join(compiled, key)}.js${IN_ONE}${language}';`).join('\n');
}

function stub(key: string): string {
  return `import { firstText } from '${runtime}';\nexport const ${key} = (inputs = {}) => firstText('${key}', inputs);`;
}

/** As the compiler writes it: a constant for each language, then the function that chooses one. */
function inOneLanguage(path: string, key: string, language: string): string {
  const text = readFileSync(path, 'utf8');
  const chooser = text.lastIndexOf(`export const ${key} =`);
  const chosen = `${language}_${key}`;
  if (chooser < 0 || !text.includes(`const ${chosen} =`)) throw new Error(`No text of ${language} in ${path}`);
  return `${text.slice(0, chooser)}export { ${chosen} as ${key} };`;
}
