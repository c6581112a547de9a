// Steps about what is there: phones, the network, the server.
import { within } from './expecting.ts';
import type { Stage } from './stage.ts';
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

export async function online(stage: Stage, name: string): Promise<void> {
  const client = stage.phone(name).client();
  await within(client.whenOnline(), `${name} is online`, async () => JSON.stringify(client.connection));
}
