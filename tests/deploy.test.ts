// What operators copy from deploy/: settings that are good, processes that find each other, units that say what they mean.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../dev/node24.mjs';
import { readConfig } from '../server/src/config.ts';
import { envName, settingNames } from '../server/src/config-table.ts';
import { text } from './support/sources.ts';

const configOf = (file: string) => readConfig({}, { config: join(root, file) });

test('the files of settings have no problem but that the secrets are not here', () => {
  const files = globSync('deploy/settings/**/*.conf', { cwd: root });
  assert.ok(files.length >= 6, files.join());
  for (const file of files) {
    const others = configOf(file).problems.filter(
      problem => !/: \/etc\/parley\/secrets\/\S+ is not there$/.test(problem),
    );
    assert.deepEqual(others, [], file);
  }
});

test('together the settings of a cluster are a whole one, and each process is where the others look for it', () => {
  const configs = globSync('deploy/settings/cluster/*.conf', { cwd: root }).map(file => configOf(file).config);
  const roles = configs.flatMap(config => config.roles);
  assert.deepEqual(roles.toSorted(), ['accounts', 'assets', 'fanout', 'gateway', 'groups', 'messages', 'push']);
  for (const { linkPeers } of configs) {
    for (const { role, host, port } of linkPeers) {
      const found = configs.find(config => config.linkHost === host && config.linkPort === port);
      assert.ok(found?.roles.includes(role), `${role}=${host}:${port}`);
    }
  }
});

test('balancers send every path of the server to a role', () => {
  const files = globSync('server/src/http/routes-*.ts', { cwd: root }).filter(path => !path.endsWith('.test.ts'));
  const paths = files.flatMap(path => [...text(path).matchAll(/'\/v1\/([a-z-]+)/g)].map(([, first]) => first!));
  const atGateways = ['server', 'messages', 'socket', 'edge'];
  assert.ok(paths.length > 30);
  for (const balancer of ['deploy/nginx/parley.conf.template', 'deploy/Caddyfile']) {
    const sent = [...text(balancer).matchAll(/\/v1\/(?:\(([\w?|-]+)\)|([a-z-]+))/g)]
      .flatMap(([, some, one]) => (some ?? one)!.split('|'))
      .flatMap(name => [name.replace('?', ''), name.replace('s?', '')]);
    assert.deepEqual(
      paths.filter(path => !sent.includes(path) && !atGateways.includes(path)),
      [],
      balancer,
    );
  }
});

const units = ['deploy/systemd/parley.service', 'deploy/systemd/parley@.service'];

test('units set what is a setting, start what is there, and are locked up alike', () => {
  const known = settingNames.map(envName);
  const hardening = units.map(unit => text(unit).split('# No more than it needs.')[1]);
  assert.ok(hardening[0]?.includes('NoNewPrivileges=yes'));
  assert.equal(hardening[0], hardening[1]);
  for (const unit of units) {
    const variables = [...text(unit).matchAll(/\b(PARLEY_\w+)=/g)].map(match => match[1]!);
    assert.deepEqual(variables.toSorted(), ['PARLEY_CONFIG', 'PARLEY_DATA'], unit);
    assert.ok(variables.every(name => known.includes(name)));
    assert.match(text(unit), /^ExecStart=\/usr\/bin\/node cli\/bin\/parley\.mjs serve$/m);
    assert.match(text(unit), /^RestartPreventExitStatus=2$/m);
  }
});

test('the unit of the mailbox is locked up like the others, and its settings are in the table of its page', () => {
  const unit = text('deploy/systemd/parley-mailbox.service');
  const hardening = (of: string): string => of.slice(of.indexOf('NoNewPrivileges='));
  assert.equal(hardening(unit), hardening(text(units[0]!)));
  const set = [unit, text('deploy/settings/mailbox.env')].flatMap(
    file => file.match(/\b(MAILBOX|ERL)_\w+(?==)/g) ?? [],
  );
  assert.ok(set.length >= 10, set.join());
  const page = text('mailbox/README.md');
  assert.deepEqual(
    set.filter(name => !page.includes(`\`${name}\``)),
    [],
  );
});

test('the page of operations names files that are there, and every file that operators copy', () => {
  const pages = globSync('docs/{operations,operations/*}.md', { cwd: root }).map(text).join('\n');
  const named = [...pages.matchAll(/\bdeploy\/[\w./@-]*\w/g)].map(([path]) => path);
  assert.deepEqual(
    named.filter(path => globSync(path, { cwd: root }).length === 0),
    [],
  );
  const copied = globSync('deploy/{Caddyfile,*.sh,nginx/*,systemd/*}', { cwd: root });
  assert.deepEqual(
    copied.filter(path => !named.includes(path)),
    [],
  );
});
