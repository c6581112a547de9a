// Makes the parts of the archive for newly linked devices: collected, uploaded, told. A part that was uploaded before a crash
// is the same file again, and nothing is uploaded twice.
import { wireAttachment } from '../attachments/attachment.ts';
import { upload } from '../attachments/upload.ts';
import type { Reader } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { type OutboxRow, SELF } from '../store/schema.ts';
import { tellOwnDevices } from '../sync/own-sync.ts';
import { type ArchiveDeps, changeProfile } from './archive-room.ts';
import type { ArchiveJob } from './archive-rows.ts';
import { collect } from './collecting.ts';
import { packed } from './part-file.ts';

export async function sendArchives(deps: ArchiveDeps): Promise<void> {
  for (;;) {
    const jobs = (await deps.work.get('profile', SELF))?.archiving ?? {};
    const first = firstOf(await listUnanswered(deps.work));
    const due = Object.entries(jobs).find(([, { lateUpTo = -1 }]) => lateUpTo < first);
    if (!due) return;
    await sendPart(Number(due[0]), deps);
  }
}

/** The server may have had it before it knew of the new device, which hears of it from this one alone then. */
async function listUnanswered(reader: Reader): Promise<OutboxRow[]> {
  const rows = await reader.list('outbox');
  return rows.filter(({ payload, sealed }) => sealed && CONTENTS.has(payload.kind));
}

const CONTENTS: ReadonlySet<OutboxRow['payload']['kind']> = new Set(['text', 'act', 'timer']);

const firstOf = ([row]: readonly OutboxRow[]): number => row?.order ?? Number.POSITIVE_INFINITY;

async function sendPart(device: number, deps: ArchiveDeps): Promise<void> {
  const { work, profile, http, clock, random, closing, env, outbox } = deps;
  const row = await work.get('profile', SELF);
  const job = row?.archiving?.[device];
  const own = await work.get('accounts', profile.account);
  if (!row?.assetSecret || !job) return;
  if (!own?.devices.some(each => each.device === device)) return end(device, deps);
  const unanswered = await listUnanswered(work);
  const { rows, before } = await collect(work, job, new Set(unanswered.map(({ id }) => id)));
  const bytes = await packed(rows);
  const { hmacSha256 } = env.primitives;
  const source = { size: bytes.length, read: (start: number) => once(bytes.subarray(start)) };
  const secret = row.assetSecret;
  const file = await upload(source, { http, clock, random, hmacSha256, secret }, () => {}, closing);
  const done = job.closing ? job.done : job.done + rows.messages.length;
  const last = job.closing !== undefined;
  const total = last ? done : Math.max(job.total, done);
  await changeProfile(deps, async (now, draft) => {
    if (!isSame(job, now.archiving?.[device])) return now; // it was asked for anew, and all of it goes again
    const attachment = wireAttachment({ ...file, name: 'archive', type: 'application/octet-stream' });
    await tellOwnDevices(draft, { archive: { file: attachment, done, total, last } }, { profile, outbox }, device);
    const { [device]: _, ...others } = now.archiving ?? {};
    const { archiving: __, ...rest } = now;
    const place = before === undefined || last ? { closing: true as const } : { before };
    const lateUpTo = job.lateUpTo === undefined ? unanswered.at(-1)?.order : undefined;
    const next = { ...place, ...(last && lateUpTo !== undefined ? { lateUpTo } : {}), done, total };
    const jobs = last && lateUpTo === undefined ? others : { ...others, [device]: next };
    return Object.keys(jobs).length > 0 ? { ...rest, archiving: jobs } : rest;
  });
}

function isSame(job: ArchiveJob, now: ArchiveJob | undefined): boolean {
  return now?.done === job.done && now.before === job.before && now.closing === job.closing;
}

async function end(device: number, deps: ArchiveDeps): Promise<void> {
  await changeProfile(deps, now => {
    const { [device]: _, ...others } = now.archiving ?? {};
    const { archiving: __, ...rest } = now;
    return Object.keys(others).length > 0 ? { ...rest, archiving: others } : rest;
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length === 0) throw new ParleyError('file_changed');
  yield bytes;
}
