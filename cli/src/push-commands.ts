// How this device is pushed to: the words; what they do is in commands/push.ts, loaded when one is asked for.
import type { Command, Option } from 'commander';

type Run = typeof import('./commands/push.ts');

export function addPushCommands(program: Command, profile: () => Option, json: () => Option): void {
  const run = (): Promise<Run> => import('./commands/push.ts');
  const push = program
    .command('push')
    .description('how this profile is told that something waits for it (UnifiedPush)');
  const add = (usage: string, description: string): Command =>
    push.command(usage).description(description).addOption(profile()).addOption(json());

  add('show', 'where this profile is pushed to').action(async options => (await run()).showPush(options));
  add('set <url>', 'the address that your push service gave you').action(async (url, options) =>
    (await run()).setPush(url, options),
  );
  add('test', 'have the server push there now, and say how it went').action(async options =>
    (await run()).testPush(options),
  );
  add('off', 'no more pushes').action(async options => (await run()).clearPush(options));
}
