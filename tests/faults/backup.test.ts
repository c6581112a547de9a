// A backup is made while everybody writes, everything is lost, and it is restored: whatever stood before the backup is there
// once and in order, and devices go on by themselves.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import type { ChatId, Client } from '@parley/client';
import { registerRawDevice } from '../../dev/raw-device.ts';
import { restoreBackup } from '../../server/src/backup/restore.ts';
import { verifyBackup } from '../../server/src/backup/verify.ts';
import { claimMany } from '../support/claim-keys.ts';
import { createCli } from '../support/cli.ts';
import { createPeople, texts } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';

async function createWorld(t: TestContext) {
  const server = await startServerProcess(t, { env: { PARLEY_SENDS_PER_SECOND: '0' } });
  const folder = mkdtempSync(join(tmpdir(), 'parley-backups-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const backup = (name: string): string => join(folder, name);
  return { server, backup, cli: createCli(t), people: createPeople(t, server.url) };
}

async function online(...clients: Client[]): Promise<void> {
  for (const client of clients) client.connect();
  await Promise.all(clients.map(client => client.whenOnline()));
}

/** Writes one text after the other there, each sent before the next, until it is stopped. Resolves to all. */
function writer(client: Client, chat: ChatId, name: string): () => Promise<string[]> {
  let over = false;
  const run = async (): Promise<string[]> => {
    const all: string[] = [];
    while (!over) {
      const text = `${name} ${all.length}`;
      await client.waitFor((await client.sendText(chat, text)).id, 'sent');
      all.push(text);
    }
    return all;
  };
  const running = run();
  return () => {
    over = true;
    return running;
  };
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

test('D1 D3 D4 D9 F28 backed up under load, all lost, restored: what was sent before is there, once; no prekey comes twice; all go on', {
  timeout: 180_000,
}, async t => {
  const { server, backup, cli, people } = await createWorld(t);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  const carla = await people.register('Carla'); // away until the end
  const stranger = await registerRawDevice(server.url, '+15552200001');
  await online(alice, bob, carla.client);
  const { id: group } = await alice.createGroup({ name: 'Climbing', members: [bob.account, carla.client.account] });
  await alice.waitFor((await alice.sendText(group, 'you are in')).id, 'delivered');
  await bob.waitFor((await bob.sendText(group, 'I have the key')).id, 'delivered');
  await carla.client.close();
  const note = { source: new Blob(['a note '.repeat(10_000)]), name: 'note.txt', type: 'text/plain' };
  const withFile = await alice.sendFiles(carla.client.account, [note]);
  await alice.waitFor(withFile.id, 'sent');

  const writers = [
    writer(alice, bob.account, 'to Bob'),
    writer(alice, group, 'from Alice'),
    writer(bob, group, 'from Bob'),
  ];
  const before = await claimMany(server, stranger, bob, 10);
  for (const name of ['first', 'second']) {
    const made = await cli.run('backup', backup(name), '--data', server.data, '--json');
    assert.equal(made.code, 0, made.stderr);
    const { problems, remarks } = await verifyBackup(backup(name));
    assert.deepEqual([...problems, ...remarks], []);
  }
  const since = await claimMany(server, stranger, bob, 10);
  const [, byAlice, byBob] = await Promise.all(writers.map(stop => stop()));
  await server.kill();
  rmSync(server.data, { recursive: true });

  const restored = await cli.run('restore', backup('second'), '--data', server.data, '--json');
  assert.equal(restored.code, 0, restored.stderr);
  const names = files(backup('second')).filter(name => name !== 'backup.json');
  assert.deepEqual(files(server.data), names);
  for (const name of names)
    assert.deepEqual(readFileSync(join(server.data, name)), readFileSync(join(backup('second'), name)), name);
  assert.equal(statSync(server.data).mode & 0o077, 0);
  await server.start();
  assert.deepEqual(await claimMany(server, stranger, bob, 3), [], 'last-resort keys alone');

  await online(alice, bob);
  await alice.waitFor((await alice.sendText(bob.account, 'after')).id, 'delivered');
  await alice.waitFor((await alice.sendText(group, 'after by Alice')).id, 'sent');
  await bob.waitFor((await bob.sendText(group, 'after by Bob')).id, 'sent');
  let fresh: number[] = [];
  while (fresh.length === 0) fresh = await claimMany(server, stranger, bob, 1);
  assert.deepEqual(
    fresh.filter(id => [...before, ...since].includes(id)),
    [],
  );

  const back = await people.reopen(carla);
  await online(back);
  const seen = new Set<string>();
  const shown = async () => (await texts(back, group)).filter(text => text !== undefined);
  while (!['after by Alice', 'after by Bob'].every(text => seen.has(text))) {
    await new Promise(setImmediate);
    for (const text of await shown()) seen.add(text);
  }
  const all = await shown();
  for (const [name, sent] of [
    ['Alice', byAlice!],
    ['Bob', byBob!],
  ] as const) {
    const own = all.filter(text => text.includes(` ${name}`) && text.startsWith('from '));
    assert.ok(own.length > 10, `${name}: ${own.length}`);
    assert.deepEqual(own, sent.slice(0, own.length), 'up to the moment of the backup: no hole, nothing twice');
  }
  const stream = await back.openAttachment(withFile.id, 0);
  assert.equal((await new Response(stream as ReadableStream).text()).length, 70_000);
});

test('a backup that has lost or changed something is told by verify, and not restored; nor into a folder that is not empty', {
  timeout: 60_000,
}, async t => {
  const { server, backup, cli, people } = await createWorld(t);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  await online(alice);
  const note = { source: new Blob(['a note']), name: 'note.txt', type: 'text/plain' };
  await alice.waitFor((await alice.sendFiles(bob.account, [note])).id, 'sent');
  const folder = backup('one');
  const made = await cli.run('backup', folder, '--data', server.data);
  assert.match(made.stdout, /^A backup of .* 7 stores .* 1 file /, made.stderr);
  assert.match((await cli.run('verify', folder)).stdout, /It is whole/);
  assert.match((await cli.run('backup', folder, '--data', server.data)).stderr, /is not empty: nothing was written/);
  assert.match((await cli.run('restore', folder, '--data', server.data)).stderr, /is not empty: nothing was written/);

  const blob = files(folder).find(name => name.includes('blobs'))!;
  for (const [name, problem] of [
    [blob, /the file \w{64} is damaged/],
    ['accounts.sqlite', /accounts\.sqlite has changed since/],
    ['backup.json', /backup\.json is damaged/],
  ] as const) {
    const path = join(folder, name);
    const whole = readFileSync(path);
    writeFileSync(path, Buffer.from(whole).fill('x', whole.length - 5));
    const told = await verifyBackup(folder).then(({ problems }) => problems.join(), String);
    assert.match(told, problem);
    await assert.rejects(restoreBackup(folder, backup('new')), problem);
    writeFileSync(path, whole);
  }
  appendFileSync(join(folder, 'groups.sqlite'), 'x');
  const told = await cli.run('verify', folder, '--json');
  assert.deepEqual([told.code, JSON.parse(told.stdout).ok], [4, false]);
  assert.match(JSON.parse(told.stdout).problems[0], /groups\.sqlite has \d+ bytes, not \d+/);
  rmSync(join(folder, 'backup.json'));
  await assert.rejects(verifyBackup(folder), /no complete backup/);
  assert.equal(existsSync(backup('new')), false);
  assert.match((await cli.run('verify', join(folder, 'nothing'))).stderr, /no folder of a backup/);
});

test('the data of a server that is stopped, or was killed, is backed up just the same', {
  timeout: 60_000,
}, async t => {
  const { server, backup, cli, people } = await createWorld(t);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  await online(alice);
  await alice.waitFor((await alice.sendText(bob.account, 'waits')).id, 'sent');
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    await server.kill(signal);
    const made = await cli.run('backup', backup(signal), '--data', server.data);
    assert.equal(made.code, 0, made.stderr);
    assert.deepEqual((await verifyBackup(backup(signal))).problems, []);
    rmSync(server.data, { recursive: true });
    await restoreBackup(backup(signal), server.data);
    await server.start();
  }
  await online(bob);
  assert.deepEqual(await texts(bob, alice.account), ['waits']);
  assert.match((await cli.run('backup', backup('none'), '--data', backup('nowhere'))).stderr, /no server's data/);
});

test('with a database and an S3 store a backup says that they are not in it, and takes no files of an earlier time for theirs', {
  timeout: 60_000,
}, async t => {
  const { server, backup, people } = await createWorld(t);
  await people.register('Alice');
  const keys = { PARLEY_S3_ACCESS_KEY: 'key', PARLEY_S3_SECRET_KEY: 'secret', PARLEY_S3_BUCKET: 'files' };
  const settings = {
    PARLEY_SQL: 'mysql://parley@127.0.0.1:3306/parley',
    PARLEY_S3_ENDPOINT: 'http://127.0.0.1:1',
    ...keys,
  };
  const cli = createCli(t, settings);
  const made = await cli.run('backup', backup('one'), '--data', server.data);
  assert.match(
    made.stdout,
    /2 stores .*0 files .*\nNOT in it.*: accounts, keys.*\nNOT in it.*: encrypted files/,
    made.stderr,
  );
  assert.deepEqual(files(backup('one')), ['backup.json', 'fanout.sqlite', 'messages.sqlite', 'vapid.key']);
  assert.match((await cli.run('restore', backup('one'), '--data', backup('new'))).stdout, /NOT in it/);
});

test('a server under which an older file was put back is backed up as it is: verify tells, restore does not refuse', {
  timeout: 60_000,
}, async t => {
  const { server, backup, cli, people } = await createWorld(t);
  await people.register('Alice');
  await server.kill('SIGTERM');
  const older = join(server.data, 'accounts.sqlite');
  copyFileSync(older, backup('accounts.sqlite'));
  await server.start();
  await people.register('Bob');
  await server.kill('SIGTERM');
  copyFileSync(backup('accounts.sqlite'), older);
  assert.equal((await cli.run('backup', backup('one'), '--data', server.data)).code, 0);
  const told = await cli.run('verify', backup('one'));
  assert.match(
    told.stdout,
    /It is whole.*The server had, and has again after a restore: 1 inboxes without an account/s,
  );
  assert.equal(told.code, 0);
  await restoreBackup(backup('one'), backup('new'));

  const keys = new DatabaseSync(join(backup('one'), 'keys.sqlite'));
  keys.exec(`INSERT INTO one_time_keys VALUES ('${'a'.repeat(32)}', 1, 1, x'05')`);
  keys.close();
  const path = join(backup('one'), 'backup.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const entry = manifest.stores.find(({ name }: { name: string }) => name === 'keys.sqlite');
  const bytes = readFileSync(join(backup('one'), 'keys.sqlite'));
  Object.assign(entry, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  writeFileSync(path, JSON.stringify(manifest));
  await assert.rejects(restoreBackup(backup('one'), backup('more')), /has one-time prekeys, which no backup may have/);
});
