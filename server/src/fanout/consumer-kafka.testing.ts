// A process of the fan-out: hands what it consumes to its parent, which answers when it is written.
import { systemClock } from '../lib/clock.ts';
import { openKafkaGroupLog } from './group-log-kafka.ts';

const onError = (error: unknown, message: string): void => console.error(message, String(error));
const settings = JSON.parse(process.argv[2]!);
const log = await openKafkaGroupLog({ settings, clock: systemClock, onError });
const answers = new Map<number, () => void>();
let last = 0;

process.on('message', (message: number | 'stop') => {
  if (message === 'stop') void stop();
  else answers.get(message)?.();
});

const consumer = log.consume(
  records =>
    new Promise(resolve => {
      answers.set(++last, resolve);
      process.send!({ number: last, records: records.map(({ key, value }) => [key, Buffer.from(value).toString()]) });
    }),
);

async function stop(): Promise<void> {
  await consumer.stop();
  await log.close();
  process.exit(0);
}
