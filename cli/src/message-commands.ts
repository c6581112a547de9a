// What is done with messages that are there: the words; what they do is in commands/message.ts, loaded when one is asked for.
import type { Command, Option } from 'commander';

type Run = typeof import('./commands/message.ts');

export function addMessageCommands(program: Command, profile: () => Option, json: () => Option): void {
  const run = (): Promise<Run> => import('./commands/message.ts');
  const add = (usage: string, description: string): Command =>
    program.command(usage).description(description).addOption(profile()).addOption(json());

  add('react <message-id> <emoji>', 'react to a message with an emoji, or `none` to take it back').action(
    async (id, emoji, options) => (await run()).reactCommand(id, emoji, options),
  );
  add('edit <message-id> <text...>', 'put an own message otherwise, up to 15 minutes after it was sent').action(
    async (id, words, options) => (await run()).editCommand(id, words, options),
  );
  add('delete <message-id>', 'delete a message here')
    .option('--everyone', 'for everybody in the chat, up to two days after it was sent')
    .action(async (id, options) => (await run()).deleteCommand(id, options));
  add('pin <message-id>', 'keep a message in view for everybody in the chat; three at most')
    .option('--remove', 'do so no longer')
    .action(async (id, options) => (await run()).pinCommand(id, options));
  add('star [message-id]', 'mark a message on this device; without one, list those marked')
    .option('--remove', 'mark it no longer')
    .option('--limit <n>', 'list the newest so many', '50')
    .action(async (id, options) => (await run()).starCommand(id, options));
}
