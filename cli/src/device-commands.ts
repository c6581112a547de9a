// `parley link …` and what else concerns the devices of one person; what they do is in commands/devices.ts.
import type { Command, Option } from 'commander';

type Run = typeof import('./commands/devices.ts');

export function addDeviceCommands(program: Command, profile: () => Option, json: () => Option): void {
  const run = (): Promise<Run> => import('./commands/devices.ts');
  const add = (usage: string, description: string): Command =>
    program.command(usage).description(description).addOption(profile()).addOption(json());

  add('link [code]', 'link another device to this account by the code it shows; without CODE, be one that shows a code')
    .option('--server <url>', 'the server of the account, to be linked')
    .option('--name <name>', "what the account's list of devices calls this one", 'Terminal')
    .action(async (code, options) => (await run()).linkCommand(code, options));
  add('devices', 'the devices of this account').action(async options => (await run()).devicesCommand(options));
  add('rename-device <device> <name>', 'give a device of this account another name').action(
    async (device, name, options) => (await run()).renameDeviceCommand(device, name, options),
  );
  add(
    'main-device [device]',
    'let another device link and unlink from now on; without DEVICE, be the one that was offered it',
  )
    .option('--timeout <duration>', 'how long to wait for the offer, or for its being sent', '30s')
    .action(async (device, options) => (await run()).mainDeviceCommand(device, options));
  add('unlink <device>', 'end another device of this account: nobody encrypts for it any more').action(
    async (device, options) => (await run()).unlinkCommand(device, options),
  );
}
