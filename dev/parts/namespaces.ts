// Networks of their own for processes of one machine, so that one can be cut off from all others as a broken cable does it:
// nothing is closed, nothing answers. Linux, as root.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Namespaces {
  /** Of each process. This machine reaches all of them. */
  readonly hosts: readonly string[];
  /** What its command line begins with. */
  prefix(index: number): readonly string[];
  cut(index: number): Promise<void>;
  heal(index: number): Promise<void>;
  /** What a program says that runs there, cut off or not. */
  ask(index: number, command: string, args: readonly string[]): Promise<string>;
  /** With whatever still runs in them. */
  remove(): Promise<void>;
}

const run = promisify(execFile);
const ip = (line: string): Promise<unknown> => run('ip', line.split(' '));
const MAX_NETWORKS = 250;
const bridgeOf = (network: number): string => `parley-${network}`;

export async function createNamespaces(count: number): Promise<Namespaces> {
  const network = await addBridge();
  const indices = Array.from({ length: count }, (_, index) => index);
  const bridge = bridgeOf(network);
  const nameOf = (index: number): string => `${bridge}-${index}`;
  const cableOf = (index: number): string => `pv-${network}-${index}`;
  const hostOf = (index: number): string => `10.231.${network}.${index + 1}`;
  await ip(`address add 10.231.${network}.254/24 dev ${bridge}`);
  await ip(`link set ${bridge} up`);
  for (const index of indices) {
    const name = nameOf(index);
    await ip(`netns add ${name}`);
    await ip(`link add ${cableOf(index)} type veth peer name inside netns ${name}`);
    await ip(`link set ${cableOf(index)} master ${bridge} up`);
    await ip(`-n ${name} address add ${hostOf(index)}/24 dev inside`);
    await ip(`-n ${name} link set inside up`);
    await ip(`-n ${name} link set lo up`);
  }
  return {
    hosts: indices.map(hostOf),
    prefix: index => ['ip', 'netns', 'exec', nameOf(index)],
    cut: async index => void (await ip(`link set ${cableOf(index)} down`)),
    heal: async index => void (await ip(`link set ${cableOf(index)} up`)),
    async ask(index, command, args) {
      const { stdout } = await run('ip', ['netns', 'exec', nameOf(index), command, ...args]);
      return stdout;
    },
    async remove() {
      for (const index of indices) {
        const { stdout } = await run('ip', ['netns', 'pids', nameOf(index)]);
        for (const pid of stdout.split('\n').filter(Boolean)) endProcess(Number(pid));
        await ip(`netns delete ${nameOf(index)}`);
      }
      await ip(`link delete ${bridge}`);
    },
  };
}

/** Of a network that none has, also none that was killed before it could remove its own. */
async function addBridge(): Promise<number> {
  const network = 1 + Math.floor(Math.random() * MAX_NETWORKS);
  try {
    await ip(`link add ${bridgeOf(network)} type bridge`);
    return network;
  } catch (error) {
    if (String(error).includes('File exists')) return addBridge();
    throw error;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
