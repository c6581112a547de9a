// A newly linked device asks for what was said before, and once more when the device that was to send it is gone.
import { type AccountRow, SELF } from '../store/schema.ts';
import { tellOwnDevices } from '../sync/own-sync.ts';
import { type ArchiveDeps, changeProfile } from './archive-room.ts';
import { type ArchiveState, noneYet } from './archive-rows.ts';

/** Where there is something to ask for. */
export async function askForArchive(deps: ArchiveDeps): Promise<void> {
  const { archive, historyWanted } = (await deps.work.get('profile', SELF)) ?? {};
  const own = await deps.work.get('accounts', deps.profile.account);
  if (!own || !(historyWanted || (archive && isSenderGone(archive, own)))) return;
  await changeProfile(deps, async ({ historyWanted: first, ...row }, draft) => {
    await tellOwnDevices(draft, { archiveWanted: { ofAnyone: !first } }, deps);
    return { ...row, archive: { ...(row.archive ?? noneYet), from: 0, askedUnder: own.version } };
  });
}

/** What has come of it is taken first. Before any has, whichever device is gone since may be the one. */
function isSenderGone({ from, parts, incomplete, askedUnder = 0 }: ArchiveState, own: AccountRow): boolean {
  if (incomplete || parts.length > 0) return false;
  if (from > 0) return !own.devices.some(({ device }) => device === from);
  return Object.values(own.removedAt ?? {}).some(version => version > askedUnder);
}
