import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportConfig } from './config-report.ts';
import { settingNames } from './config-table.ts';

const report = (env: Record<string, string>, flags: Record<string, string> = {}) => reportConfig(env, flags, 0);

test('every setting is reported, with where it comes from; a secret only as set', () => {
  const env = { PARLEY_METRICS_TOKEN: 'hush', PARLEY_PORT: '81', PARLEY_SQL: 'mysql://u:hush@db/p' };
  const found = report(env, { port: '82', roles: 'all' });
  const settings = found.topics.flatMap(topic => topic.settings);
  assert.equal(settings.length, settingNames.length);
  const told = (name: string) => settings.find(setting => setting.name === name);
  assert.deepEqual(told('port'), { name: 'port', text: '82', from: '--port' });
  assert.deepEqual(told('metrics-token'), { name: 'metrics-token', text: 'set', from: 'PARLEY_METRICS_TOKEN' });
  assert.deepEqual(told('host'), { name: 'host', text: '127.0.0.1', from: undefined });
  assert.deepEqual(told('s3-secret-key')?.text, '');
  assert.doesNotMatch(JSON.stringify({ ...found, config: undefined }), /hush/);
  assert.equal(found.problems.length, 1);
});

test('what is allowed and seldom meant is noted', () => {
  const notes = (flags: Record<string, string>): string => report({}, flags).notes.join('\n');
  assert.match(notes({}), /codes are written into the log/);
  assert.match(notes({}), /no address under which they could reach you/);
  assert.equal(notes({ registration: 'invite', pushContact: 'mailto:operator@example.org' }), '');
  assert.match(notes({ dev: 'true', host: '0.0.0.0' }), /development server that others reach/);
  assert.match(notes({ trustProxy: '127.0.0.1' }), /\/metrics has no token/);
  assert.match(notes({ roles: 'assets' }), /must share its folder/);
});
