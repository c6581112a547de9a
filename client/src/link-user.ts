import type { wire } from '@parley/protocol';
import type { ArchiveRoom } from './archive/archive-room.ts';
import type { LinkUser } from './connection/connection.ts';
import type { Context } from './context.ts';
import type { Directory } from './devices/directory.ts';
import { asParleyError, errorInfo } from './errors.ts';
import type { Gaps } from './groups/gaps.ts';
import type { Inbox } from './inbox/inbox.ts';
import type { KeyMaintenance } from './keys/maintenance.ts';
import type { PresenceRoom } from './live/presence.ts';
import type { TypingRoom } from './live/typing.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { PrivacyRoom } from './privacy/privacy.ts';
import type { Publishing } from './profiles/publishing.ts';
import type { ProfileReading } from './profiles/reading.ts';

export interface LinkUsers {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly directory: Directory;
  readonly maintenance: KeyMaintenance;
  readonly privacy: PrivacyRoom;
  readonly publishing: Pick<Publishing, 'wake'>;
  readonly reading: Pick<ProfileReading, 'opened'>;
  readonly archive: Pick<ArchiveRoom, 'wake'>;
  readonly learnGroups: () => Promise<void>;
  readonly gaps: Gaps;
  readonly typing: TypingRoom;
  readonly presence: PresenceRoom;
}

/**
 * A device that stays connected would ask the server for nothing else in weeks: its keys would not be replaced, and the account's PIN
 * would lapse.
 */
const upkeepMs = 24 * 3_600_000;

/** Who does what when a connection opens, carries a frame, ends. */
export function linkUser(
  { profile, work, clock, notify }: Pick<Context, 'profile' | 'work' | 'clock' | 'notify'>,
  users: LinkUsers,
): LinkUser {
  const { inbox, outbox, directory, maintenance, privacy, archive, typing, presence, learnGroups } = users;
  let callOffUpkeep = () => {};

  function keepUp(): void {
    void maintenance.run();
    callOffUpkeep();
    callOffUpkeep = clock.after(upkeepMs, keepUp);
  }

  async function checkOwn({ ownListVersion: version, privacyVersion }: wire.Welcome): Promise<void> {
    try {
      await privacy.heardOf(privacyVersion);
      const known = await work.get('accounts', profile.account);
      if ((known?.version ?? 0) < version) await directory.refresh(profile.account);
      await learnGroups();
    } catch (error) {
      notify({ kind: 'problem', error: errorInfo(asParleyError(error)) });
    }
  }

  return {
    opened(link) {
      inbox.opened(link);
      outbox.opened(link);
      typing.opened(link);
      presence.opened(link);
      keepUp();
      void checkOwn(link.welcome);
      archive.wake();
      users.publishing.wake();
      users.reading.opened();
      users.gaps.opened();
    },
    frame(frame) {
      inbox.frame(frame);
      outbox.frame(frame);
      typing.frame(frame);
      presence.frame(frame);
    },
    settled: inbox.settled,
    leaving: outbox.leaving,
    closed() {
      callOffUpkeep();
      inbox.closed();
      outbox.closed();
      typing.closed();
      presence.closed();
      users.gaps.closed();
    },
  };
}
