// Steps about what is there: phones, the network, the server.
import { unexpected, within } from './expecting.ts';
import { laptopOf, type Stage } from './stage.ts';
import type { Step } from './steps.ts';

export const networkSteps: readonly Step[] = [
  {
    says: 'The server runs with {setting} = {n}.',
    play: async ({ settings }, [setting, value]) => {
      settings[setting!] = value!;
    },
  },
  {
    says: '{names} have phones.',
    play: async (stage, [names]) => {
      for (const name of listed(names!)) await stage.addPhone(name);
      for (const name of listed(names!)) await online(stage, name);
    },
  },
  {
    says: "{name}'s phone loses the network.",
    play: async (stage, [name]) => stage.phone(name!).network.down(),
  },
  {
    says: "{name}'s phone has a network again.",
    play: async (stage, [name]) => stage.phone(name!).network.up(),
  },
  { says: "{name}'s phone is switched off.", play: (stage, [name]) => stage.phone(name!).switchOff() },
  { says: "{name}'s phone is switched on.", play: (stage, [name]) => stage.phone(name!).switchOn() },
  {
    says: '{name} has a laptop.',
    play: async (stage, [name]) => {
      await stage.addLaptop(name!);
      await online(stage, laptopOf(name!));
    },
  },
  { says: "{name}'s laptop is switched off.", play: (stage, [name]) => stage.phone(laptopOf(name!)).switchOff() },
  { says: "{name}'s laptop is switched on.", play: (stage, [name]) => stage.phone(laptopOf(name!)).switchOn() },
  { says: '{name} unlinks {word} laptop.', play: (stage, [name]) => unlinkLaptop(stage, name!) },
  { says: '{name} is online.', play: (stage, [name]) => online(stage, name!) },
  {
    says: 'What the server says to {name} gets lost.',
    play: async (stage, [name]) => stage.phone(name!).network.lose('server'),
  },
  {
    says: "What {name}'s phone says gets lost.",
    play: async (stage, [name]) => stage.phone(name!).network.lose('client'),
  },
  {
    says: 'The server is killed.',
    play: async stage => {
      await (await stage.server()).kill('SIGKILL');
    },
  },
  {
    says: 'The server is stopped.',
    play: async stage => {
      await (await stage.server()).kill('SIGTERM');
    },
  },
  { says: 'The server is started again.', play: async stage => (await stage.server()).start() },
];

function listed(names: string): string[] {
  return names.split(/, | and /);
}

/** It stops, and says why. */
async function unlinkLaptop(stage: Stage, name: string): Promise<void> {
  const laptop = stage.phone(laptopOf(name)).client();
  const { promise, resolve } = Promise.withResolvers<void>();
  laptop.on('connection', ({ state }) => state === 'stopped' && resolve());
  await stage.phone(name).client().unlink(laptop.device);
  await within(promise, `${name}'s laptop stops`, async () => JSON.stringify(laptop.connection));
  if (laptop.connection.reason !== 'unlinked') throw unexpected('unlinked', String(laptop.connection.reason));
  await stage.remove(laptopOf(name));
}

export async function online(stage: Stage, name: string): Promise<void> {
  const client = stage.phone(name).client();
  await within(client.whenOnline(), `${name} is online`, async () => JSON.stringify(client.connection));
}
