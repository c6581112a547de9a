// Where partitions end, and how far the consumer group has dealt with them.
import type { Consumer as Client } from '@platformatic/kafka';

const LATEST = -1n;
const EARLIEST = -2n;
const TRIES = 5;
const RETRY_MS = 500;

export async function endOffsets(client: Client, topic: string): Promise<Map<number, number>> {
  const offsets = await client.listOffsets({ topics: [topic], timestamp: LATEST });
  return new Map(offsets.get(topic)!.map((offset, partition) => [partition, Number(offset)]));
}

/** Where to go on with each of the partitions: what nobody has committed anything of begins with the first record there is. */
export async function committedOffsets(
  client: Client,
  topic: string,
  partitions: readonly number[],
): Promise<Map<number, number>> {
  if (partitions.length === 0) return new Map();
  for (let left = TRIES; ; left--) {
    try {
      const asked = [{ topic, partitions: [...partitions] }];
      const committed = (await client.listCommittedOffsets({ topics: asked })).get(topic) ?? [];
      const first = (await client.listOffsets({ topics: [topic], timestamp: EARLIEST })).get(topic)!;
      return new Map(
        partitions.map(partition => [
          partition,
          Math.max(Number(committed[partition] ?? -1n), Number(first[partition])),
        ]),
      );
    } catch (error) {
      client.clearMetadata();
      if (left === 1) throw error;
      await new Promise(resolve => setTimeout(resolve, RETRY_MS));
    }
  }
}
