// Groups from the command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cli, createCli } from '../support/cli.ts';
import { startServerProcess } from '../support/server-process.ts';

const PHONES = { Ann: '+15550520001', Ben: '+15550520002', Cat: '+15550520003' } as const;
type Name = keyof typeof PHONES;

async function people(cli: Cli, url: string): Promise<Record<Name, (...args: string[]) => Promise<string>>> {
  const command = async (name: Name) => {
    const profile = await cli.register(url, name, PHONES[name]);
    return async (first: string, ...rest: string[]) => {
      const words =
        first === 'group'
          ? [first, rest[0]!, '--profile', profile, ...rest.slice(1)]
          : [first, '--profile', profile, ...rest];
      const { code, stdout, stderr } = await cli.run(...words);
      assert.equal(code, 0, `${name}: ${words.join(' ')}: ${stderr}`);
      return stdout;
    };
  };
  return { Ann: await command('Ann'), Ben: await command('Ben'), Cat: await command('Cat') };
}

/** Runs a command after receiving until it prints that: a busy machine needs more than one look. */
async function once(person: (...args: string[]) => Promise<string>, words: RegExp, ...command: string[]) {
  let printed = '';
  for (let looks = 0; looks < 20 && !words.test(printed); looks++) {
    await person('receive', '--for', '1s');
    printed = await person(...command);
  }
  assert.match(printed, words);
  return printed;
}

test('a group is made, joined by a link, changed and left', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const { Ann, Ben, Cat } = await people(cli, server.url);
  const made = JSON.parse(
    await Ann('group', 'create', 'Climbing', PHONES.Ben, '--description', 'On Tuesdays', '--json'),
  );
  assert.deepEqual([made.name, made.members.length, made.role], ['Climbing', 2, 'owner']);
  await once(Ben, /^Climbing {2}g[0-9a-f]{32} {2}2 members, you are member\n$/, 'group', 'list');
  const { link } = JSON.parse(await Ann('group', 'invite', 'Climbing', '--uses', '1', '--json'));
  // Names travel encrypted, with what somebody writes: nobody has written yet.
  assert.match(await Cat('group', 'join', link), /^Climbing .*\nOn Tuesdays\n {2}[0-9a-f]{32} \(owner\)\n/);
  await Ann('group', 'role', 'Climbing', PHONES.Cat, 'admin');
  await Cat('group', 'rename', made.id, 'Bouldering');
  assert.match(await Ann('group', 'info', 'Bouldering'), /\(admin\)/);
  await Ben('group', 'leave', made.id);
  assert.match(await Ben('group', 'list'), /you are no member/);
  const history = await once(Ann, /left\./, 'history', 'Bouldering');
  for (const line of ['you made the group Climbing.', 'joined by a link.', 'left.', 'named the group Bouldering.']) {
    assert.ok(history.includes(line), line);
  }
});

test('what a group does not allow is told, with a code for scripts', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const { Ann, Ben } = await people(cli, server.url);
  const { id } = JSON.parse(await Ann('group', 'create', 'Climbing', PHONES.Ben, '--json'));
  await once(Ben, /^Climbing /, 'group', 'list');
  const ben = cli.profile('Ben');
  const refused = await cli.run('group', 'rename', '--profile', ben, id, 'Mine');
  assert.deepEqual(
    [refused.code, refused.stderr],
    [4, 'parley: Your role in the group does not allow this. (group_forbidden)\n'],
  );
  const unknown = await cli.run('group', 'info', '--profile', ben, 'Knitting');
  assert.deepEqual(
    [unknown.code, unknown.stderr],
    [2, 'parley: there is no group named Knitting: parley group list\n'],
  );
  const link = await cli.run('group', 'join', '--profile', ben, 'https://elsewhere.test/join#x');
  assert.equal(link.code, 2);
  await Ann('group', 'create', 'Climbing');
  const which = await cli.run('group', 'info', '--profile', cli.profile('Ann'), 'Climbing');
  assert.match(which.stderr, /several groups are named Climbing: say which by its id, g[0-9a-f]{32} or g/);
});

test('who lets nobody add him is named to who tries, and comes by a link', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const { Ann, Ben } = await people(cli, server.url);
  assert.match(await Ben('privacy', '--groups', 'nobody'), /\nAdded to groups by: nobody\n/);
  await Ben('send', PHONES.Ann, 'hello');
  await Ann('receive', '--count', '1', '--for', '20s');
  const create = (...who: string[]) => ['group', 'create', '--profile', cli.profile('Ann'), 'Climbing', ...who];
  const refused = await cli.run(...create(PHONES.Ben, PHONES.Cat));
  const told = 'parley: You cannot add Ben. Leave them out, and send a link: parley group invite. (add_refused)\n';
  assert.deepEqual([refused.code, refused.stderr], [4, told]);
  assert.equal((await cli.run(...create(PHONES.Cat))).code, 0);
  assert.equal((await cli.run('group', 'add', '--profile', cli.profile('Ann'), 'Climbing', PHONES.Ben)).stderr, told);
  const { link } = JSON.parse(await Ann('group', 'invite', 'Climbing', '--json'));
  assert.match(await Ben('group', 'join', link), /^Climbing /);
});
