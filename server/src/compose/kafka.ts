import type { KafkaGroupLog } from '../fanout/group-log-kafka.ts';
import type { Process } from './process.ts';

const opened = new WeakMap<Process, Promise<KafkaGroupLog>>();

export const usesKafka = ({ config }: Pick<Process, 'config'>): boolean => config.kafka.length > 0;

/** The group log of the process, opened by the first who asks. */
export function processKafka(process: Process): Promise<KafkaGroupLog> {
  const log = opened.get(process) ?? open(process);
  opened.set(process, log);
  return log;
}

async function open({ config, clock, log, keep }: Process): Promise<KafkaGroupLog> {
  const { openKafkaGroupLog } = await import('../fanout/group-log-kafka.ts');
  const { kafka, kafkaPrefix, kafkaPartitions, kafkaUser, kafkaPassword, kafkaTls } = config;
  const groupLog = await openKafkaGroupLog({
    settings: {
      brokers: kafka,
      prefix: kafkaPrefix,
      partitions: kafkaPartitions,
      user: kafkaUser,
      password: kafkaPassword,
      tls: kafkaTls,
    },
    clock,
    onError: (error, message) => log.error({ error }, message),
  });
  keep(groupLog.close);
  return groupLog;
}
