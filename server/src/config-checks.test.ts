import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { allRoles } from './config-cluster.ts';

const problems = (flags: Record<string, string>): readonly string[] => readConfig({}, flags).problems;
const told = (flags: Record<string, string>): string => problems(flags).join('\n');

const peers = allRoles.map((role, i) => `${role}=127.0.0.1:${9_000 + i}`).join(', ');
const certificates = { linkCert: 'a.pem', linkKey: 'a.key', linkCa: 'ca.pem' };
const pushVapidKey = Buffer.alloc(32, 7).toString('base64url');
const engines = { redis: 'r1:6379, r2:6379', sql: 'mysql://parley@db:3306/parley', linkPeers: peers, pushVapidKey };

test('roles are all, or a list of them; an unknown one is told with what was meant', () => {
  assert.deepEqual(readConfig({}, {}).config.roles, allRoles);
  assert.deepEqual(readConfig({}, { roles: 'all' }).config.roles, allRoles);
  assert.deepEqual(readConfig({}, { roles: 'groups, accounts,groups' }).config.roles, ['groups', 'accounts']);
  assert.deepEqual(problems({ roles: 'gatway' }), [
    '--roles has no role "gatway"; did you mean gateway?, not "gatway"',
  ]);
  assert.match(told({ roles: 'everything' }), /has no role "everything": gateway, messages/);
});

test('lists of addresses are read; one that is none is told', () => {
  const { config } = readConfig({}, { ...engines, linkPeers: 'groups=g:1,groups=[::1]:2', sqlReplicas: 'eu=db2:3306' });
  assert.deepEqual(config.redis, [
    { host: 'r1', port: 6379 },
    { host: 'r2', port: 6379 },
  ]);
  assert.deepEqual(config.linkPeers, [
    { role: 'groups', host: 'g', port: 1 },
    { role: 'groups', host: '::1', port: 2 },
  ]);
  assert.deepEqual(config.sqlReplicas, [{ region: 'eu', host: 'db2', port: 3306 }]);
  const cells = readConfig({}, { ...engines, mailbox: 'm1:1, m2:2; m3:3' }).config.mailbox;
  assert.deepEqual(
    cells.map(({ host, cell }) => [host, cell]),
    [
      ['m1', 0],
      ['m2', 0],
      ['m3', 1],
    ],
  );
  for (const redis of ['r1', 'r1:0', 'r1:65536', 'r1:6379,', 'redis://r1:6379'])
    assert.equal(problems({ redis }).length, 1);
  assert.match(told({ linkPeers: 'gruops=a:1' }), /did you mean groups\?/);
});

test('each role is told what it cannot run without', () => {
  const missing: Readonly<Record<(typeof allRoles)[number], readonly string[]>> = {
    gateway: ['redis', 'messages=host', 'accounts=host', 'gateway-id'],
    messages: ['redis', 'groups=host', 'fanout=host', 'accounts=host'],
    groups: ['sql', 'messages=host', 'accounts=host'],
    fanout: ['messages=host', 'groups=host'],
    accounts: ['redis', 'sql', 'messages=host', 'groups=host'],
    assets: ['sql', 'accounts=host'],
    push: ['sql', 'push-vapid-key', 'messages=host', 'accounts=host'],
  };
  for (const role of allRoles) {
    const found = problems({ roles: role });
    assert.equal(found.length, missing[role].length, `${role}: ${found.join('\n')}`);
    for (const name of missing[role])
      assert.ok(
        found.some(problem => problem.includes(name)),
        `${role}: ${name}`,
      );
    assert.deepEqual(problems({ roles: role, ...engines, gatewayId: 'g1' }), [], role);
  }
});

test('roles of one process need no link to each other', () => {
  const flags = { ...engines, roles: 'messages,groups,fanout' };
  assert.deepEqual(problems({ ...flags, linkPeers: 'accounts=127.0.0.1:1' }), []);
  assert.match(told({ ...flags, linkPeers: '' }), /must name a process of accounts .*: messages, groups cannot run/);
});

test('what goes together is given whole or not at all', () => {
  assert.match(
    told({ s3Bucket: 'files' }),
    /--s3-bucket .* goes with --s3-endpoint .* and --s3-access-key .*: give all or/,
  );
  assert.match(told({ linkCert: 'a.pem' }), /--link-cert .* goes with --link-key .* and --link-ca /);
  assert.match(told({ edgeUrl: 'https://edge.example' }), /goes with --edge-secret/);
  assert.match(told({ sqlPassword: 'x' }), /--sql-password .* is of no use without --sql /);
  assert.match(told({ mailbox: 'm1:7410' }), /--mailbox .* goes with --mailbox-secret /);
  assert.match(told({ mailboxCa: 'ca.pem' }), /--mailbox-ca .* is of no use without --mailbox /);
  assert.match(told({ redisTls: 'true' }), /--redis-tls .* is of no use without --redis /);
  const s3 = { s3Endpoint: 'http://127.0.0.1:8333', s3Bucket: 'files', s3AccessKey: 'a', s3SecretKey: 'b' };
  assert.deepEqual(
    problems({ ...s3, ...certificates, edgeUrl: 'https://edge.example', edgeSecret: 'c', redisTls: 'false' }),
    [],
  );
});

test('links leave this machine with certificates only', () => {
  const far = { ...engines, roles: 'groups', linkHost: '10.0.0.1', linkPeers: 'messages=10.0.0.2:1,accounts=m3:1' };
  assert.equal(problems(far).length, 2);
  assert.match(told(far), /--link-host .* need --link-cert/);
  assert.match(told(far), /leave this machine \(messages=10.0.0.2:1, accounts=m3:1\)/);
  assert.deepEqual(problems({ ...far, ...certificates }), []);
});

test('gateways have a name and an address of their own', () => {
  const gateway = { ...engines, ...certificates, roles: 'gateway', gatewayId: 'g1' };
  assert.deepEqual(problems({ ...gateway, linkHost: '10.0.0.1' }), []);
  assert.match(told({ ...gateway, linkHost: '0.0.0.0' }), /under which other processes reach this one/);
  assert.match(told({ ...gateway, gatewayId: 'local' }), /--gateway-id .* is needed/);
});

test('a wrong setting does not bring problems that are none', () => {
  assert.equal(problems({ ...engines, roles: 'groups', sql: 'db' }).length, 1);
  assert.equal(problems({ ...engines, roles: 'groups', linkPeers: 'messages' }).length, 1);
  assert.equal(problems({ ...engines, roles: 'gateway', gatewayId: 'ä' }).length, 1);
});

test('the database is named without its password', () => {
  assert.deepEqual(problems({ sql: 'mysql://parley@db/parley' }), []);
  assert.match(told({ sql: 'mysql://parley:x@db/parley' }), /must hold no password/);
  for (const sql of ['db:3306', 'postgres://a@b/c', 'mysql://db/parley', 'mysql://a@b', 'mysql://a@b/c/d']) {
    assert.match(told({ sql }), /must be like mysql:/, sql);
  }
});
