// What is done with a chat: the words; what they do is in commands/, loaded when one is asked for.
import type { Command, Option } from 'commander';

export function addChatCommands(program: Command, profile: () => Option, json: () => Option): void {
  const add = (usage: string, description: string): Command =>
    program.command(usage).description(description).addOption(profile()).addOption(json());

  add('search <words...>', 'find messages that have all of these words')
    .option('--chat <chat>', 'in this chat only')
    .option('--limit <n>', 'the newest so many', '50')
    .action(async (words, options) => (await import('./commands/search.ts')).searchCommand(words, options));
  add('export <chat>', 'write a chat and its files into a folder; nothing that was deleted, vanishes or opens once')
    .requiredOption('--out <folder>', 'where to')
    .option('--no-files', 'the messages alone')
    .action(async (to, options) => (await import('./commands/export.ts')).exportCommand(to, options));
  add('pins <chat>', 'the messages that are kept in view in a chat').action(async (to, options) =>
    (await import('./commands/pins.ts')).pinsCommand(to, options),
  );
  add(
    'timer <chat> <duration|off>',
    'let what is written to a chat from now on vanish after this long, like 1h or 7d',
  ).action(async (to, duration, options) => (await import('./commands/timer.ts')).timerCommand(to, duration, options));
}
