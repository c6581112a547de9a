// `parley group …`: the words; what they do is in commands/group.ts, loaded when one is asked for.
import type { Command, Option } from 'commander';

type Run = typeof import('./commands/group.ts');

export function addGroupCommands(program: Command, profile: () => Option, json: () => Option): void {
  const group = program.command('group').description('make groups, and what can be done with them');
  const run = (): Promise<Run> => import('./commands/group.ts');
  const add = (usage: string, description: string): Command =>
    group.command(usage).description(description).addOption(profile()).addOption(json());

  add('create <name> [people...]', 'make a group of these people (phone numbers, @names or account ids)')
    .option('--description <text>', 'what it is about')
    .action(async (name, people, options) => (await run()).createGroupCommand(name, people, options));
  add('list', 'the groups of this profile').action(async options => (await run()).listGroupsCommand(options));
  add('info <group>', 'members, settings and invite links; GROUP is its id or its name').action(async (id, options) =>
    (await run()).groupInfoCommand(id, options),
  );
  add('add <group> <people...>', 'add members').action(async (id, people, options) =>
    (await run()).addCommand(id, people, options),
  );
  add('remove <group> <people...>', 'remove members').action(async (id, people, options) =>
    (await run()).removeCommand(id, people, options),
  );
  add('leave <group>', 'leave it').action(async (id, options) => (await run()).leaveCommand(id, options));
  add('rename <group> <name>', 'give it another name').action(async (id, name, options) =>
    (await run()).renameCommand(id, name, options),
  );
  add('describe <group> [text...]', 'say what it is about').action(async (id, words, options) =>
    (await run()).describeCommand(id, words, options),
  );
  add('role <group> <who> <role>', 'make somebody owner, admin or member').action(async (id, who, role, options) =>
    (await run()).roleCommand(id, who, role, options),
  );
  add('announcements <group> <on|off>', 'let only admins write').action(async (id, state, options) =>
    (await run()).announcementsCommand(id, state, options),
  );
  add('timer <group> <duration|off>', 'let messages vanish after this long').action(async (id, duration, options) =>
    (await run()).timerCommand(id, duration, options),
  );
  addInviteCommands(add, run);
}

function addInviteCommands(add: (usage: string, description: string) => Command, run: () => Promise<Run>): void {
  add('invite <group>', 'make a link that lets people in')
    .option('--expires <duration>', 'until then, like 24h')
    .option('--uses <n>', 'for so many people')
    .option('--approval', 'an admin lets each one in')
    .action(async (id, options) => (await run()).makeInviteCommand(id, options));
  add('revoke <group> <link>', 'let a link let nobody in any more').action(async (id, link, options) =>
    (await run()).revokeInviteCommand(id, link, options),
  );
  add('join <link>', 'join by a link, or ask to be let in').action(async (link, options) =>
    (await run()).joinCommand(link, options),
  );
  add('requests <group>', 'who asks to be let in').action(async (id, options) =>
    (await run()).requestsCommand(id, options),
  );
  add('accept <group> <who>', 'let somebody in').action(async (id, who, options) =>
    (await run()).answerCommand(id, who, true, options),
  );
  add('deny <group> <who>', 'do not let somebody in').action(async (id, who, options) =>
    (await run()).answerCommand(id, who, false, options),
  );
}
