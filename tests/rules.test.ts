// Keeps the structure honest: who may import whom, ports and their suites, sizes, generated pages. Rules and the tests that
// name them: rule-ids.test.ts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { root } from '../dev/node24.mjs';
import { isTest, skip, sources, text } from './support/sources.ts';

interface Import {
  readonly from: string;
  /** A path in the repository, or a package. */
  readonly to: string;
  readonly typesOnly: boolean;
}

function importsOf(path: string): Import[] {
  const found = text(path).matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|(?<!\w)import\('([^']+)'\)/gm,
  );
  return [...found].map(([whole, type, named, dynamic]) => {
    const name = named ?? dynamic!;
    const to = name.startsWith('.') ? normalize(join(dirname(path), name)) : name;
    return { from: path, to, typesOnly: Boolean(type) || /^import\s+\{\s*type\s[^,}]*\}/.test(whole!) };
  });
}

const imports = sources.flatMap(importsOf);
const top = (path: string): string => path.split('/')[0]!;
const tell = (bad: readonly Import[]): string[] => bad.map(({ from, to }) => `${from} imports ${to}`);

const importsByFile = Map.groupBy(imports, ({ from }) => from);

/** How a file comes to import what it should not know: `a → b → c`. */
function pathTo(target: RegExp, from: string): string | undefined {
  const seen = new Set([from]);
  const open = [[from]];
  for (const way of open) {
    for (const { to } of importsByFile.get(way.at(-1)!) ?? []) {
      if (target.test(to)) return [...way, to].join(' → ');
      if (!seen.has(to)) open.push([...way, to]);
      seen.add(to);
    }
  }
  return undefined;
}

test('client and server never import each other, and the protocol imports neither', () => {
  const banned: Readonly<Record<string, RegExp>> = {
    protocol: /^(@parley\/|client\/|server\/|cli\/|web\/)/,
    client: /^(@parley\/(server|cli|web)|server\/|cli\/|web\/)/,
    server: /^(@parley\/(client|cli|web)|client\/|cli\/|web\/)/,
    web: /^(@parley\/(server|cli)(\/|$)|server\/|cli\/|client\/|protocol\/)/,
  };
  assert.deepEqual(tell(imports.filter(({ from, to }) => banned[top(from)]?.test(to))), []);
});

test('nor does one of them reach the other by way of a third file, tests included', () => {
  const sides: Readonly<Record<string, RegExp>> = {
    protocol: /^(client|server)\/|^@parley\/(client|server)/,
    client: /^server\/|^@parley\/server/,
    server: /^client\/|^@parley\/client/,
  };
  const bad = Object.entries(sides).flatMap(([side, other]) =>
    sources.filter(path => top(path) === side).flatMap(path => pathTo(other, path) ?? []),
  );
  assert.deepEqual(bad, []);
});

test('only tests and benches import what is for development', () => {
  const bad = imports.filter(
    ({ from, to }) =>
      /^(dev|bench|tests)\//.test(to) && !isTest(from) && /^(protocol|client|server|cli|web)\/src\//.test(from),
  );
  assert.deepEqual(tell(bad), []);
});

test('a room imports other rooms as types only; values cross through compose.ts', () => {
  const room = (path: string): string | undefined => /^server\/src\/(\w+)\//.exec(path)?.[1];
  const bad = imports.filter(({ from, to, typesOnly }) => {
    const [own, other] = [room(from), room(to)];
    return own && other && own !== other && other !== 'lib' && own !== 'compose' && !typesOnly && !isTest(from);
  });
  assert.deepEqual(tell(bad), []);
});

test('lib knows no room', () => {
  assert.deepEqual(
    tell(imports.filter(({ from, to }) => from.startsWith('server/src/lib/') && /^server\/src\/(?!lib\/)/.test(to))),
    [],
  );
});

test('a driver is imported only by files with its suffix', () => {
  const drivers: readonly [RegExp, RegExp][] = [
    [/^node:sqlite$/, /-sqlite(\.\w+)*\.ts$|sqlite-database\.ts$|data-lock\.ts$/],
    [/^kysely$/, /-sql\.ts$|\/lib\/(sql|sqlite|mysql)-[\w-]+\.ts$/],
    [/^mysql2$/, /\/lib\/mysql-[\w-]+\.ts$/],
    [/^ws$/, /-ws\.ts$/],
    [/^@aws-sdk\//, /-s3\.ts$/],
    [/^ioredis$/, /-redis\.ts$/],
    [/^@platformatic\/kafka$/, /-kafka\.ts$/],
    [/^web-push$/, /-webpush\.ts$/],
    [/^jose$/, /-(fcm|apns)\.ts$/],
    [/^fastify|^@tus\//, /^server\/src\/http\//],
  ];
  const bad = imports.filter(
    ({ from, to }) =>
      /^(client|server)\/src\//.test(from) &&
      !isTest(from) &&
      drivers.some(([driver, files]) => driver.test(to) && !files.test(from)),
  );
  assert.deepEqual(tell(bad), []);
});

test("suffixed files are imported by their siblings, compose.ts, the operator's commands and tests", () => {
  const suffix =
    /-(memory|sqlite|sql|mnesia|redis|kafka|fs|s3|console|webhook|webpush|fcm|apns|unifiedpush|ws|websocket)\.ts$/;
  const bad = imports.filter(({ from, to }) => {
    if (!from.startsWith('server/src/') || !to.startsWith('server/src/') || isTest(from)) return false;
    const driver = suffix.exec(to)?.[1];
    return (
      driver &&
      !from.includes(`-${driver}.`) &&
      !/server\/src\/((compose|invite|restored|promote)\.ts$|compose\/|backup\/)/.test(from) &&
      !from.endsWith('gateway-server.ts')
    );
  });
  assert.deepEqual(tell(bad), []);
});

test('node:* stays in client/src/node, the DOM in client/src/browser', () => {
  const bad = imports.filter(
    ({ from, to }) =>
      from.startsWith('client/src/') && !from.startsWith('client/src/node/') && to.startsWith('node:') && !isTest(from),
  );
  assert.deepEqual(tell(bad), []);
  const dom = sources.filter(
    path =>
      /^client\/src\/(?!browser\/)/.test(path) &&
      !isTest(path) &&
      /\b(document|window|localStorage)\./.test(text(path)),
  );
  assert.deepEqual(dom, []);
});

test('every backend of a port runs the suite of the port', () => {
  const backends = [
    'server/src/messages/message-store-sqlite',
    'server/src/fanout/group-log-sqlite',
    'server/src/fanout/group-log-kafka.real',
    'server/src/sessions/sessions-memory',
    'server/src/sessions/sessions-cache',
    'server/src/sessions/sessions-redis',
    'server/src/sessions/gateways-memory',
    'server/src/sessions/gateways-redis',
    'server/src/accounts/account-store-sql',
    'server/src/keys/key-store-sql',
    'server/src/push/push-store-sql',
    'server/src/assets/asset-store-sql',
    'server/src/groups/group-store-sql',
    'server/src/messages/message-store-mnesia.real',
    'server/src/groups/group-cache-redis',
    'server/src/assets/blob-store-fs',
    'server/src/assets/blob-store-s3.real',
    'server/src/assets/download-counts-memory',
    'server/src/assets/download-counts-redis.real',
    'client/src/store/store-memory',
    'client/src/browser/store-indexeddb',
    'client/src/node/store-sqlite',
  ];
  for (const backend of backends) {
    const suite = ['test.ts', 'real.test.ts'].map(end => `${backend}.${end}`).find(path => sources.includes(path));
    assert.match(text(suite ?? `${backend}.test.ts`), /from '[^']*\.contract\.ts'/, `${suite} runs a contract suite`);
  }
  const ports = globSync('{client,server}/src/**/*.contract.ts', { cwd: root, exclude: skip });
  assert.ok(ports.length >= 5, ports.join());
});

test('files are small', () => {
  const lengths = sources
    .filter(path => path.includes('/src/') && !isTest(path))
    .map(path => ({ path, lines: text(path).split('\n').length }))
    .sort((a, b) => a.lines - b.lines);
  const at = (share: number): number => lengths[Math.floor(lengths.length * share)]!.lines;
  assert.ok(at(0.5) <= 100, `the median is ${at(0.5)}`);
  assert.ok(at(0.9) <= 250, `nine of ten have ${at(0.9)}`);
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 400),
    [],
  );
});

test('there are no default exports, and no paths of a machine', () => {
  assert.deepEqual(
    sources.filter(path => path !== 'web/vite.config.ts' && /^export default/m.test(text(path))),
    [],
  );
  const pages = globSync('{*.md,docs/**/*.md}', { cwd: root, exclude: skip });
  const machine = new RegExp(['/wo' + 'rk/', '/ho' + 'me/\\w', '/Us' + 'ers/\\w'].join('|'));
  assert.deepEqual(
    [...sources, ...pages].filter(path => machine.test(text(path))),
    [],
  );
});

test('generated files are what their sources say', () => {
  execFileSync(process.execPath, [join(root, 'dev/generate.ts'), '--check'], { stdio: 'pipe' });
});

test('ARCHITECTURE names every room, and nothing that is gone', () => {
  const files = globSync('{protocol,client,server,mailbox,cli,web,tests,bench,dev,deploy,docs}/**/*', {
    cwd: root,
    exclude: skip,
  });
  const page = text('ARCHITECTURE.md');
  const named = [...page.matchAll(/`([\w.-]*[\w-][\w./-]*)`/g)].map(match => match[1]!);
  const exists = (name: string): boolean => files.some(file => `/${file}/`.includes(`/${name.replace(/\/$/, '')}/`));
  assert.deepEqual(
    named.filter(name => /\/|\.(tsx?|css|mjs)$/.test(name)).filter(name => !exists(name)),
    [],
  );
  const rooms = globSync('{client,server,web}/src/*/', { cwd: root, exclude: skip }).map(
    path => path.split('/').at(-1)!,
  );
  assert.deepEqual(
    rooms.filter(room => room !== 'testing' && !page.includes(`\`${room}/`)),
    [],
  );
});

test('README and ARCHITECTURE stay short enough to be read', () => {
  for (const page of ['README.md', 'ARCHITECTURE.md']) assert.ok(text(page).split('\n').length <= 151, page);
});
