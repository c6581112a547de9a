// Drops what is over. Content goes in two steps a day apart, so that a clock set wrong for an hour, or a forward that comes
// late, costs nothing; each removal looks once more, alone with that content. Several processes may sweep at once.

import { REMOVAL_MS } from './asset-store.ts';
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

async function sweepMarked(inside: Inside): Promise<number> {
  const { store, clock, limits } = inside;
  await store.mark(clock.now());
  let removed = 0;
  for (const sha256 of await store.marked(clock.now() - limits.assetGraceMs))
    removed += await removeBlob(inside, sha256);
  return removed;
}

/**
 * Not while anything needs it: nobody, in whatever process, takes the content up between the claim and its end. A process
 * that hung in between is not believed any more, so it removes nothing then.
 */
async function removeBlob({ store, blobs, clock, limits, oneAtATime }: Inside, sha256: string): Promise<number> {
  return oneAtATime(sha256, async () => {
    const [claimedAt, since] = [clock.now(), clock.monotonic()];
    if (!(await store.claimRemoval(sha256, claimedAt, claimedAt - limits.assetGraceMs))) return 0;
    if (clock.monotonic() - since > REMOVAL_MS / 4) return 0;
    await blobs.remove(sha256);
    await store.forget(sha256, claimedAt);
    return 1;
  });
}

/** What a crash or a restored store has left: files that nothing stands for, unless they are new. */
async function sweepUnknown(inside: Inside): Promise<number> {
  const { store, blobs, clock, limits, oneAtATime } = inside;
  const before = clock.now() - limits.assetGraceMs;
  await blobs.tidy(before);
  let removed = 0;
  for await (const { name, changedAt } of blobs.list('uploads')) {
    if (changedAt > before) continue;
    await oneAtATime(name, async () => {
      if (await store.isUpload(name)) return;
      await blobs.discard(name);
      removed++;
    });
  }
  for await (const { name, changedAt } of blobs.list('blobs'))
    if (changedAt <= before) removed += await removeBlob(inside, name);
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
