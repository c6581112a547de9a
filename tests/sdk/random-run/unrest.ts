import type { Person } from '../real-world.ts';

/** Who is not there, or still has something to send. */
export async function unrest(present: readonly Person[]): Promise<string[]> {
  const told = present.map(async ({ client, store }) => {
    const kinds = (await store.list('outbox')).map(({ payload }) => payload.kind);
    return `${client.name}: ${client.connection.state}, queued: ${kinds.join(' ') || 'nothing'}`;
  });
  return (await Promise.all(told)).filter(line => !line.endsWith('online, queued: nothing'));
}
