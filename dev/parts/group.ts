// Several processes that are one part: started together, or none of them; stopped together.
import type { Folder } from './folder.ts';
import type { PartProcess } from './part-process.ts';

/** All of them, or the first error once those that did start are gone. */
export async function startAll(starts: readonly Promise<PartProcess>[]): Promise<PartProcess[]> {
  const results = await Promise.allSettled(starts);
  const started = results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find(result => result.status === 'rejected');
  if (!failed) return started;
  await Promise.all(started.map(part => part.kill()));
  throw failed.reason;
}

/** Ends them, and removes the folder when it was theirs alone. */
export async function stopAll(processes: readonly PartProcess[], folder: Folder): Promise<void> {
  await Promise.all(processes.map(part => (folder.isTemporary ? part.kill() : part.stop())));
  folder.remove();
}

/** What follows a start, which must not leave the processes behind when it fails. */
export async function orStopAll<T>(processes: readonly PartProcess[], folder: Folder, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const logs = processes.map(part => `${part.name}:\n${part.log().slice(-1_500)}`).join('\n');
    await stopAll(processes, folder);
    throw new Error(`${(error as Error).message}\n${logs}`, { cause: error });
  }
}
