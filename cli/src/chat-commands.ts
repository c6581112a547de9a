// What is done with a chat: the words; what they do is in commands/, loaded when one is asked for.
import type { Command, Option } from 'commander';

export function addChatCommands(program: Command, profile: () => Option, json: () => Option): void {
  const add = (usage: string, description: string): Command =>
    program.command(usage).description(description).addOption(profile()).addOption(json());

  add('pins <chat>', 'the messages that are kept in view in a chat').action(async (to, options) =>
    (await import('./commands/pins.ts')).pinsCommand(to, options),
  );
  add(
    'timer <chat> <duration|off>',
    'let what is written to a chat from now on vanish after this long, like 1h or 7d',
  ).action(async (to, duration, options) => (await import('./commands/timer.ts')).timerCommand(to, duration, options));
}
