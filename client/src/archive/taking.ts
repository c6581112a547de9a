// Fetches the parts of the archive and puts them into the store, one after the other. A part that is gone is asked for anew;
// when that does not help, what is missing is told and the rest stays (F30).
import { concatBytes } from '@parley/protocol';
import { download } from '../attachments/download.ts';
import { asParleyError } from '../errors.ts';
import { SELF } from '../store/schema.ts';
import { tellOwnDevices } from '../sync/own-sync.ts';
import { type ArchiveDeps, changeProfile, progressOf } from './archive-room.ts';
import type { ArchivedPart, ArchiveState } from './archive-rows.ts';
import { importRows } from './importing.ts';
import { unpacked } from './part-file.ts';

const MAX_ASKED_AGAIN = 2;

export async function takeArchive(deps: ArchiveDeps): Promise<void> {
  for (;;) {
    const archive = (await deps.work.get('profile', SELF))?.archive;
    const [part] = archive?.parts ?? [];
    if (!archive || !part) return;
    try {
      await take(part, deps);
    } catch (error) {
      deps.closing.throwIfAborted();
      if (asParleyError(error).temporary) throw error; // with the next connection
      await askAgain(deps);
    }
  }
}

async function take(part: ArchivedPart, deps: ArchiveDeps): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of download(part.file, deps, deps.closing)) chunks.push(chunk);
  await importRows(deps.work, await unpacked(concatBytes(...chunks)), deps);
  await changeProfile(deps, (row, draft) => {
    const { archive, ...rest } = row;
    if (!archive) return row;
    const next: ArchiveState = { ...archive, parts: archive.parts.slice(1), done: part.done };
    draft.after(() => deps.events.emit('history', progressOf(next)));
    return part.last && next.parts.length === 0 ? rest : { ...rest, archive: next };
  });
}

async function askAgain(deps: ArchiveDeps): Promise<void> {
  await changeProfile(deps, async (row, draft) => {
    const { archive } = row;
    if (!archive) return row;
    const askedAgain = (archive.askedAgain ?? 0) + 1;
    const { parts: _, ...kept } = archive;
    if (askedAgain > MAX_ASKED_AGAIN) {
      const next: ArchiveState = { ...kept, parts: [], incomplete: true };
      draft.after(() => deps.events.emit('history', progressOf(next)));
      return { ...row, archive: next };
    }
    await tellOwnDevices(draft, { archiveWanted: { ofAnyone: true } }, deps, archive.from);
    return { ...row, archive: { ...kept, parts: [], askedAgain } };
  });
}
