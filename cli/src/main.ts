// The `parley` command. Each command is a file of its own, loaded when it is asked for.
import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { addAccountCommands } from './account-commands.ts';
import { addAdminCommands } from './admin-commands.ts';
import { addChatCommands } from './chat-commands.ts';
import { addDeviceCommands } from './device-commands.ts';
import { end, exitCodes, fail } from './exit.ts';
import { addGroupCommands } from './group-commands.ts';
import { addMailboxCommands } from './mailbox-commands.ts';
import { addMessageCommands } from './message-commands.ts';
import { addPrivacyCommands } from './privacy-commands.ts';
import { addPushCommands } from './push-commands.ts';
import { serverOptions } from './server-options.ts';
import { placeOptions } from './server-place.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const program = new Command('parley')
  .description('End-to-end encrypted messages from the terminal, and the server they go through.')
  .showHelpAfterError('(see parley --help)')
  .version(version)
  .exitOverride()
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 unexpected, 2 usage, 3 not registered, 4 refused, 5 not now (offline, timeout), 130 interrupted.',
  );

const serve = program.command('serve').description('run the server');
const options = await serverOptions(process.argv[2]);
for (const option of options) serve.addOption(option);
serve.action(async given => end(await (await import('./commands/serve.ts')).serveCommand(given)));

const check = program
  .command('config')
  .description("the server's settings")
  .command('check')
  .description('show every setting as `parley serve` would use it, and all that is wrong, without starting a server')
  .option('--connect', 'also try to reach Redis, the database, the S3 store and the other processes')
  .option('--json', 'one JSON object');
for (const option of options) check.addOption(option);
check.action(async given => end(await (await import('./commands/config-check.ts')).configCheckCommand(given)));

const invite = program
  .command('invite')
  .description('make an invite code, for servers that register by invitation')
  .option('--uses <n>', 'registrations it is good for', '1')
  .option('--days <n>', 'days until it expires', '7')
  .option('--json', 'one JSON object')
  .action(async options => (await import('./commands/invite.ts')).inviteCommand(options));

const restored = program
  .command('restored')
  .description("make an older copy of a server's data fit to serve again, before it is started")
  .option('--json', 'one JSON object')
  .action(async options => (await import('./commands/restored.ts')).restoredCommand(options));

const backup = program
  .command('backup')
  .description("copy a server's data and files into FOLDER, also while it serves")
  .argument('<folder>', 'empty, or not there yet')
  .option('--json', 'one JSON object')
  .action(async (folder, options) => (await import('./commands/backup.ts')).backupCommand(folder, options));

const restore = program
  .command('restore')
  .description('make a backup the data of a server, in a data folder that is empty')
  .argument('<folder>', 'the backup')
  .option('--json', 'one JSON object')
  .action(async (folder, options) => (await import('./commands/restore.ts')).restoreCommand(folder, options));

const promote = program
  .command('sql')
  .description('the MySQL or MariaDB database of a server')
  .command('promote')
  .description('make a replica of the database its primary')
  .requiredOption('--to <host:port>', 'the replica, as --sql (PARLEY_SQL) names it')
  .requiredOption('--admin <user>', 'who may set servers read-only and end replication, on both')
  .requiredOption('--admin-password-file <FILE>', 'file that holds the password')
  .option('--json', 'one JSON object')
  .action(async options => (await import('./commands/sql-promote.ts')).sqlPromoteCommand(options));

for (const command of [invite, restored, backup, restore, promote])
  for (const option of placeOptions()) command.addOption(option);

addAdminCommands(program);
addMailboxCommands(program);

const profile = (): Option =>
  new Option('--profile <folder>', 'where this device lives').env('PARLEY_PROFILE').makeOptionMandatory();
const audiences = ['everyone', 'contacts', 'nobody'];
const json = (): Option => new Option('--json', 'one JSON object a line');
const registerOptions = (command: Command): Command =>
  command
    .addOption(profile())
    .requiredOption('--server <url>', 'like http://localhost:8080')
    .requiredOption('--phone <number>', 'in international form, like +15550100001')
    .requiredOption('--name <name>', 'what contacts see')
    .option('--code <digits>', 'the code, where it is known already')
    .option('--dev-code', 'take the code that a development server shows')
    .option('--pin <pin>', 'the PIN of the account, where it has one')
    .addOption(json());

registerOptions(program.command('register').description('make an account on a server'))
  .option('--invite <code>', 'an invite of the operator')
  .action(async options => (await import('./commands/register.ts')).registerCommand(options));

program
  .command('send')
  .description('send a message; TO is a phone number, a @name, an account id, or a group by its id or name')
  .argument('<to>')
  .argument('[text...]')
  .addOption(profile())
  .option(
    '--file <path>',
    'a file to send along; may be given up to ten times',
    (path, paths: string[]) => [...paths, path],
    [],
  )
  .option('--preview', 'show what the first https address in the text leads to: asks that site for it, from here')
  .option('--view-once', 'its one picture, film or voice can be opened once')
  .addOption(new Option('--wait <state>', 'until it is').choices(['sent', 'delivered']).default('sent'))
  .option('--timeout <duration>', 'how long to try; 30s, and 5s while the server cannot be reached')
  .addOption(json())
  .action(async (to, text, options) => (await import('./commands/send.ts')).sendCommand(to, text, options));

program
  .command('receive')
  .description('print what comes in')
  .addOption(profile())
  .option('--for <duration>', 'stop after this long, like 10s')
  .option('--count <n>', 'stop after so many messages')
  .option('--read', 'tell their authors that they were read')
  .addOption(json())
  .action(async options => (await import('./commands/receive.ts')).receiveCommand(options));

program
  .command('get')
  .description('save the files of a message; nothing that is there is written over')
  .argument('<message-id>')
  .addOption(profile())
  .option('--out <folder>', 'where to', '.')
  .addOption(json())
  .action(async (id, options) => (await import('./commands/get.ts')).getCommand(id, options));

program
  .command('chat')
  .description('talk with somebody, or in a group; /help says what can be typed')
  .argument('<to>')
  .addOption(profile())
  .action(async (to, options) => (await import('./commands/chat.ts')).chatCommand(to, options));

program
  .command('history')
  .description('print a chat, or the list of chats')
  .argument('[to]')
  .addOption(profile())
  .option('--limit <n>', 'the newest so many', '50')
  .option('--ids', "with each message's id, which other commands ask for")
  .addOption(json())
  .action(async (to, options) => (await import('./commands/history.ts')).historyCommand(to, options));

program
  .command('verify')
  .description('show the safety number shared with somebody; or check a backup, which needs no profile')
  .argument('<to>', 'a phone number or account id; or the folder of a backup')
  .addOption(profile().makeOptionMandatory(false))
  .option('--mark', 'the numbers were compared and are the same')
  .option('--unmark', 'take that back')
  .addOption(json())
  .action(async (to, options) => (await import('./commands/verify.ts')).verifyCommand(to, options));

program
  .command('profile')
  .description('show how others see this account, or change it; or how somebody shows himself')
  .argument('[who]', 'a phone number, @name or account id: theirs')
  .addOption(profile())
  .option('--name <name>', 'what contacts see')
  .option('--about <words>', 'at most 140 characters; empty: none')
  .option('--avatar <file>', 'WebP, JPEG or PNG of at most 12 KiB, or `none`')
  .addOption(new Option('--about-for <who>', 'who sees the words').choices(audiences))
  .addOption(new Option('--avatar-for <who>', 'who sees the picture').choices(audiences))
  .option('--username <name>', 'a name to be found by, or `none`')
  .addOption(json())
  .action(async (who, options) => (await import('./commands/profile.ts')).profileCommand(who, options));

program
  .command('status')
  .description('who this profile is, and how it stands')
  .addOption(profile())
  .addOption(json())
  .action(async options => (await import('./commands/status.ts')).statusCommand(options));

program
  .command('echo')
  .description('answer every message with the same, until stopped; a first bot')
  .addOption(profile())
  .option('--server <url>', 'where it makes its account, on a development server of this machine')
  .option('--phone <number>', 'of that account')
  .option('--name <name>', 'what contacts see', 'Echo')
  .action(async options => (await import('./commands/echo.ts')).echoCommand(options));

addMessageCommands(program, profile, json);
addChatCommands(program, profile, json);
addGroupCommands(program, profile, json);
addPrivacyCommands(program, profile, json);
addDeviceCommands(program, profile, json);
addAccountCommands(program, registerOptions, profile, json);
addPushCommands(program, profile, json);

process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0); // `parley history | head`
});
const stopsInOrder = ['serve', 'echo'].includes(process.argv[2] ?? '');
process.on('SIGINT', () => !stopsInOrder && process.exit(exitCodes.interrupted));

try {
  await program.parseAsync();
  await end(Number(process.exitCode ?? exitCodes.done));
} catch (error) {
  if (error instanceof CommanderError) await end(error.exitCode === 0 ? exitCodes.done : exitCodes.usage);
  await fail(error);
}
