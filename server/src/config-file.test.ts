import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readConfig } from './config.ts';

/** A folder, and a function that writes a file into it. */
function folder(t: TestContext) {
  const path = mkdtempSync(join(tmpdir(), 'parley-config-'));
  t.after(() => rmSync(path, { recursive: true }));
  return (name: string, content: string): string => {
    writeFileSync(join(path, name), content);
    return join(path, name);
  };
}

const problemsIn = (config: string): readonly string[] => readConfig({}, { config }).problems;

test('a file gives settings, which flags and variables win over', t => {
  const config = folder(t)(
    'parley.conf',
    '# ours\n\nport = 9000\r\n  data=/srv/parley  # not on the small disk\nregistration = invite\n',
  );
  const read = (env: Record<string, string>, flags: Record<string, string>) => readConfig(env, flags).config;
  const { port, data, registration } = read({}, { config });
  assert.deepEqual({ port, data, registration }, { port: 9000, data: '/srv/parley', registration: 'invite' });
  assert.equal(read({ PARLEY_CONFIG: config, PARLEY_PORT: '9001' }, {}).port, 9001);
  assert.equal(read({ PARLEY_CONFIG: config, PARLEY_PORT: '9001' }, { port: '9002' }).port, 9002);
});

test('quotes keep remarks, quotes and blanks in a value; a # within a word needs none', t => {
  const write = folder(t);
  const token = (line: string): string => readConfig({}, { config: write('parley.conf', line) }).config.metricsToken;
  assert.equal(token('metrics-token = "a # b"'), 'a # b');
  assert.equal(token(`metrics-token = 'a "b"' # as it was`), 'a "b"');
  assert.equal(token('metrics-token = a#b=c'), 'a#b=c');
  assert.equal(token('metrics-token = " "'), ' ');
  assert.equal(token('metrics-token =   # none'), '');
});

test('every problem of a file is told with its line', t => {
  const config = folder(t)(
    'parley.conf',
    'prot = 80\nport\nPARLEY_SQL_POOL = 3\nport = x\ndata = a\ndata = b\nconfig = other\n',
  );
  assert.deepEqual(
    problemsIn(config).map(problem => problem.replaceAll(config, 'F')),
    [
      'F:1 prot is not a setting; did you mean port?',
      'F:2 must be like name = value, with quotes around a value that holds # or quotes',
      'F:3 PARLEY_SQL_POOL is not a setting; did you mean sql-pool?',
      'F:6 data is there already: F:5 data',
      'F:7 a file of settings cannot name another one',
      'F:4 port must be a whole number from 0 to 65535, not "x"',
    ],
  );
  assert.deepEqual(problemsIn('/nowhere/parley.conf'), ['the file of settings /nowhere/parley.conf is not there']);
});

test('a secret can be in a file of its own, named in every way', t => {
  const write = folder(t);
  const path = write('token', 'long and secret\n');
  const ways = [
    readConfig({}, { metricsTokenFile: path }),
    readConfig({ PARLEY_METRICS_TOKEN_FILE: path }, {}),
    readConfig({}, { config: write('parley.conf', `metrics-token-file = ${path}`) }),
  ];
  for (const { config, problems } of ways) {
    assert.deepEqual(problems, []);
    assert.equal(config.metricsToken, 'long and secret');
  }
  assert.equal(readConfig({ PARLEY_METRICS_TOKEN_FILE: path }, { metricsToken: 'flag' }).config.metricsToken, 'flag');
});

test('a secret that is given twice in one place, or whose file is empty or gone, is a problem', t => {
  const empty = folder(t)('token', '\n');
  const problems = (env: Record<string, string>) => readConfig(env, {}).problems;
  assert.deepEqual(problems({ PARLEY_METRICS_TOKEN_FILE: '/nowhere' }), [
    'PARLEY_METRICS_TOKEN_FILE: /nowhere is not there',
  ]);
  assert.deepEqual(problems({ PARLEY_METRICS_TOKEN_FILE: empty }), [`PARLEY_METRICS_TOKEN_FILE: ${empty} is empty`]);
  assert.match(problems({ PARLEY_METRICS_TOKEN: 'a', PARLEY_METRICS_TOKEN_FILE: empty }).join(), /say the same thing/);
});

test('no problem shows a secret', t => {
  const write = folder(t);
  const lines = [
    'metrics-token = "hush',
    'hush-hush',
    'sql = mysql://parley:hush@db/parley',
    'redis = redis://u:hush@r:1',
    'edge-secret = hush',
  ];
  const { problems } = readConfig(
    { PARLEY_S3_ENDPOINT: 'https://u:hush@s3', PARLEY_CODE_WEBHOOK: 'https://u:hush@web/' },
    { config: write('parley.conf', lines.join('\n')), s3SecretKey: 'hush', sqlPassword: 'hush', redisPassword: 'hush' },
  );
  assert.ok(problems.length >= 7, problems.join('\n'));
  assert.doesNotMatch(problems.join('\n'), /hush/);
});
