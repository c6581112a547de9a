// The operator's commands for a running server.
import { type Command, Option } from 'commander';
import { placeOptions } from './server-place.ts';

const WHO = 'a phone number, or an account id';

export function addAdminCommands(program: Command): void {
  const admin = program
    .command('admin')
    .description('look into the running server of this machine, end devices and accounts');
  const commands = async () => import('./commands/admin.ts');

  const accounts = admin
    .command('accounts')
    .description('list accounts with their devices and what waits for these; or find one')
    .argument('[who]', WHO)
    .option('--after <id>', 'those after that account: the next page')
    .option('--limit <n>', 'at most so many', '50')
    .action(async (who, options) => (await commands()).accountsCommand(who, options));
  const queues = admin
    .command('queues')
    .description('list the inboxes that hold most, or whose messages wait longest')
    .addOption(new Option('--by <order>').choices(['count', 'age']).default('count'))
    .option('--limit <n>', 'at most so many', '20')
    .action(async options => (await commands()).queuesCommand(options));
  const endSessions = admin
    .command('end-sessions')
    .description('end all devices of an account: they have to register anew, with a code')
    .argument('<who>', WHO)
    .action(async (who, options) => (await commands()).endSessionsCommand(who, options));
  const remove = admin
    .command('delete')
    .description('delete an account for good, with what waits for it; its number is free then')
    .argument('<who>', WHO)
    .option('--yes', 'do not ask')
    .action(async (who, options) => (await commands()).deleteCommand(who, options));

  const reports = admin
    .command('reports')
    .description('list what people have reported, newest first: who, whom, and the messages they have shown')
    .option('--limit <n>', 'at most so many', '20')
    .option('--done <id>', 'remove the report of this id: it has been dealt with')
    .action(async options => (await commands()).reportsCommand(options));

  for (const command of [accounts, queues, endSessions, remove, reports]) {
    command.addOption(new Option('--json', 'one JSON object a line'));
    for (const option of placeOptions()) command.addOption(option);
  }
}
