// What has been dealt with is deleted from the topic: ciphertexts have no business on disks once they are in the inboxes.
import { Admin } from '@platformatic/kafka';
import { clientOptions, closeSoon, type KafkaSettings, topicOf } from './clients-kafka.ts';
import type { LogView } from './generation-kafka.ts';

interface TrimDeps {
  readonly settings: KafkaSettings;
  readonly view: LogView;
  /** Those that are for this process. */
  readonly partitions: () => readonly number[] | undefined;
  /** What was dealt with this long ago is deleted, as often. */
  readonly everyMs?: number;
  readonly onError: (error: unknown, message: string) => void;
}

const EVERY_MS = 3_600_000;

export function startTrims({ settings, view, partitions, everyMs = EVERY_MS, onError }: TrimDeps): { stop(): void } {
  let before: readonly { partition: number; offset: bigint }[] = [];

  async function trim(): Promise<void> {
    const due = before;
    before = (partitions() ?? []).map(partition => ({ partition, offset: BigInt(view.done[partition]!) }));
    const some = due.filter(({ offset }) => offset > 0n);
    if (some.length === 0) return;
    const admin = new Admin(clientOptions(settings));
    try {
      await admin.deleteRecords({ topics: [{ name: topicOf(settings), partitions: some }] });
    } catch (error) {
      onError(error, 'what is dealt with could not be deleted from the group log and will be later');
    } finally {
      await closeSoon(admin.close());
    }
  }

  const timer = setInterval(trim, everyMs).unref();
  return { stop: () => clearInterval(timer) };
}
