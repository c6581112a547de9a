import { after, before } from 'node:test';
import { type Kafka, startKafka } from '../../../dev/parts/kafka.ts';
import { systemClock } from '../lib/clock.ts';
import { groupLogContract } from './group-log.contract.ts';
import { openKafkaGroupLog } from './group-log-kafka.ts';

let kafka: Kafka;
before(async () => {
  kafka = await startKafka();
});
after(() => kafka?.stop());

let places = 0;

groupLogContract('kafka', () => {
  const prefix = `place-${++places}`;
  const onError = (error: unknown, message: string): void => console.error(message, error);
  return () => {
    const brokers = kafka.addresses.split(',').map(place => ({ host: '127.0.0.1', port: Number(place.split(':')[1]) }));
    return openKafkaGroupLog({ settings: { brokers, prefix, partitions: 12 }, clock: systemClock, onError });
  };
});
