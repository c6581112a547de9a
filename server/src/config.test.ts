import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, loadConfig } from './config.ts';
import { configMarkdown } from './config-page.ts';
import { configTable, envName, flagName } from './config-table.ts';

const problemsOf = (env: Record<string, string>, flags: Record<string, string> = {}): readonly string[] => {
  try {
    loadConfig(env, flags);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
};

test('without settings the server is for this machine alone, and shows nobody a code', () => {
  const { host, dev, port, data } = loadConfig({}, {});
  assert.deepEqual({ host, dev, port, data }, { host: '127.0.0.1', dev: false, port: 8080, data: './data' });
});

test('a flag wins over the environment, and an empty variable is none', () => {
  assert.equal(loadConfig({ PARLEY_PORT: '9000' }, {}).port, 9000);
  assert.equal(loadConfig({ PARLEY_PORT: '9000' }, { port: '9001' }).port, 9001);
  assert.equal(loadConfig({ PARLEY_PORT: '' }, {}).port, 8080);
});

test('all problems are told at once, each with the name that was used', () => {
  const problems = problemsOf({ PARLEY_PORT: 'eighty', PARLEY_REGISTRATION: 'maybe' }, { sendsBurst: '-1' });
  assert.equal(problems.length, 3);
  assert.match(problems.join('\n'), /PARLEY_PORT .*"eighty"/);
  assert.match(problems.join('\n'), /PARLEY_REGISTRATION must be one of open, invite, closed/);
  assert.match(problems.join('\n'), /--sends-burst /);
});

for (const port of ['-1', '65536', '1.5', '0x50', ' 80', '8e1'])
  test(`port ${JSON.stringify(port)} is refused`, () => assert.equal(problemsOf({}, { port }).length, 1));

test('a misspelt variable is a problem, with what was probably meant', () => {
  assert.deepEqual(problemsOf({ PARLEY_SQL_PASSWORD_FIEL: '/x' }), [
    'PARLEY_SQL_PASSWORD_FIEL is not a setting; did you mean PARLEY_SQL_PASSWORD_FILE?',
  ]);
  assert.deepEqual(problemsOf({ PARLEY_PROT: '80' }), ['PARLEY_PROT is not a setting; did you mean PARLEY_PORT?']);
  assert.deepEqual(problemsOf({ PARLEY_NONSENSE_X: '1' }), ['PARLEY_NONSENSE_X is not a setting']);
  assert.deepEqual(problemsOf({ PATH: '/bin', OTHER_PORT: '1' }), []);
});

test('a webhook for codes needs its address', () => {
  assert.equal(problemsOf({ PARLEY_CODE_SENDER: 'webhook' }).length, 1);
  assert.deepEqual(problemsOf({ PARLEY_CODE_SENDER: 'webhook', PARLEY_CODE_WEBHOOK: 'https://sms.example/send' }), []);
});

test('a webhook for codes is asked over https, or on this machine', () => {
  const problems = (PARLEY_CODE_WEBHOOK: string) => problemsOf({ PARLEY_CODE_WEBHOOK });
  for (const good of ['https://sms.example/send', 'http://127.0.0.1:9000/', 'http://localhost/x', 'http://[::1]:9/']) {
    assert.deepEqual(problems(good), [], good);
  }
  const far = ['http://sms.example/send', 'http://10.0.0.1/', 'http://localhost.example/', 'http://127.0.0.1.example/'];
  for (const bad of far)
    assert.match(problems(bad).join(), /PARLEY_CODE_WEBHOOK must be an https URL unless .*machine/);
  for (const bad of ['ftp://sms.example', 'sms.example/send', 'https://']) assert.equal(problems(bad).length, 1, bad);
  assert.match(problems('https://user:pass@sms.example/').join(), /must name no user/);
});

test('the mark of the message store is none, or room for something', () => {
  assert.equal(loadConfig({}, { maxStoreBytes: '0' }).maxStoreBytes, 0);
  assert.equal(loadConfig({}, { maxStoreBytes: '10737418240' }).maxStoreBytes, 10_737_418_240);
  for (const maxStoreBytes of ['1', '1048575', '-1', '10G']) assert.equal(problemsOf({}, { maxStoreBytes }).length, 1);
});

test('the page of settings names every flag and variable', () => {
  for (const name of Object.keys(configTable)) {
    assert.ok(configMarkdown().includes(`\`--${flagName(name)}\` | \`${envName(name)}\``), name);
  }
});
