// What a person sets about others: the words; what they do is in commands/privacy.ts, loaded when one is asked for.
import { type Command, Option } from 'commander';

type Run = typeof import('./commands/privacy.ts');

export function addPrivacyCommands(program: Command, profile: () => Option, json: () => Option): void {
  const run = (): Promise<Run> => import('./commands/privacy.ts');
  const add = (usage: string, description: string): Command =>
    program.command(usage).description(description).addOption(profile()).addOption(json());

  add('block <who>', 'nothing they write comes any more; they are not told').action(async (who, options) =>
    (await run()).blockCommand(who, options),
  );
  add('unblock <who>', 'let them write again; what was written meanwhile does not come').action(async (who, options) =>
    (await run()).unblockCommand(who, options),
  );
  add('privacy', 'show whom you have blocked; show, or set, what others see of you')
    .addOption(new Option('--last-seen <on|off>', 'online and last seen: shown, and so seen').choices(['on', 'off']))
    .addOption(new Option('--read-receipts <on|off>', 'given, and so shown').choices(['on', 'off']))
    .addOption(
      new Option('--groups <who>', 'who may add you to groups; contacts: whom you have written to').choices([
        'everyone',
        'contacts',
        'nobody',
      ]),
    )
    .action(async options => (await run()).privacyCommand(options));
}
