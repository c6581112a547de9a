// What does it cost to carry messages to groups by Kafka instead of a file? One process runs all roles in both ways, so that
// nothing else differs; the broker's CPU stands beside.
import { startKafka } from '../dev/parts/kafka.ts';
import { measureGroup } from './lib/group-load.ts';
import type { Report } from './lib/report.ts';
import { cpuOf } from './lib/server.ts';

export async function run(): Promise<Report> {
  const kafka = await startKafka();
  const { pid } = kafka.brokers[0]!;
  const besideMs = (): number => {
    const { user, system } = cpuOf(pid);
    return user + system;
  };
  try {
    const load = { accounts: 256, devicesEach: 1, windows: { 1: 50, 32: 300 } };
    return await measureGroup('group-log', load, [
      { name: 'file' },
      { name: 'Kafka', env: { PARLEY_KAFKA: kafka.addresses }, besideMs },
    ]);
  } finally {
    await kafka.stop();
  }
}
