// The operator's commands for a mailbox of several cells.
import { type Command, Option } from 'commander';
import { placeOptions } from './server-place.ts';

export function addMailboxCommands(program: Command): void {
  const mailbox = program
    .command('mailbox')
    .description('the cells of the mailbox, which keep the inboxes of a cluster');
  const commands = async () => import('./commands/mailbox.ts');

  const shards = mailbox
    .command('shards')
    .description('show which cell has which shards')
    .action(async options => (await commands()).mailboxShardsCommand(options));
  const move = mailbox
    .command('move')
    .description('move shards to another cell, one after the other, while they serve; can be run again')
    .argument('<shards>', 'like 128-255, or one')
    .requiredOption('--to <host:port>', 'a node of the cell, as --mailbox (PARLEY_MAILBOX) names it')
    .action(async (range, options) => (await commands()).mailboxMoveCommand(range, options));

  for (const command of [shards, move]) {
    command.addOption(new Option('--json', 'one JSON object a line'));
    for (const option of placeOptions()) command.addOption(option);
  }
}
