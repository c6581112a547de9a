// Drops what is over. Content goes in two steps a day apart, so that a clock set wrong for an hour, or a forward that comes
// late, costs nothing; each removal looks once more, alone with that content.
import type { Assets } from './assets.ts';
import type { Inside } from './uploads.ts';

/** Files removed. */
export async function sweep(inside: Inside): Promise<number> {
  const { store, counts } = inside;
  const removed = (await sweepUploads(inside)) + (await sweepMarked(inside)) + (await sweepUnknown(inside));
  counts.removed += removed;
  Object.assign(counts, await store.totals());
  return removed;
}

async function sweepUploads({ store, blobs, clock, oneAtATime }: Inside): Promise<number> {
  const abandoned = await store.abandoned(clock.now());
  for (const { id } of abandoned) {
    await oneAtATime(id, async () => {
      await blobs.discard(id);
      await store.remove(id);
    });
  }
  return abandoned.length;
}

async function sweepMarked({ store, blobs, clock, limits, oneAtATime }: Inside): Promise<number> {
  await store.mark(clock.now());
  let removed = 0;
  for (const sha256 of await store.marked(clock.now() - limits.assetGraceMs)) {
    await oneAtATime(sha256, async () => {
      if (!(await store.forget(sha256, clock.now()))) return;
      await blobs.remove(sha256);
      removed++;
    });
  }
  return removed;
}

/** What a crash or a restored store has left: files that nothing stands for, unless they are new. */
async function sweepUnknown({ store, blobs, clock, limits, oneAtATime }: Inside): Promise<number> {
  let removed = 0;
  for (const kind of ['uploads', 'blobs'] as const) {
    for await (const { name, changedAt } of blobs.list(kind)) {
      if (changedAt > clock.now() - limits.assetGraceMs) continue;
      await oneAtATime(name, async () => {
        if (await store.isKnown(kind, name)) return;
        await (kind === 'uploads' ? blobs.discard(name) : blobs.remove(name));
        removed++;
      });
    }
  }
  return removed;
}

const SWEEP_EVERY_MS = 3_600_000;

/** At once and every hour; answers what ends that. */
export function startSweeps({ sweep: run }: Assets, onError: (error: unknown) => void): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const start = (): void => {
    running = running.then(run).catch(onError);
  };
  const timer = setInterval(start, SWEEP_EVERY_MS).unref();
  start();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
