import type { wire } from '@parley/protocol';
import type { ArchiveRoom } from './archive/archive-room.ts';
import type { LinkUser } from './connection/connection.ts';
import type { Context } from './context.ts';
import type { Directory } from './devices/directory.ts';
import { asParleyError, errorInfo } from './errors.ts';
import type { Inbox } from './inbox/inbox.ts';
import type { KeyMaintenance } from './keys/maintenance.ts';
import type { PresenceRoom } from './live/presence.ts';
import type { TypingRoom } from './live/typing.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { PrivacyRoom } from './privacy/privacy.ts';

export interface LinkUsers {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly directory: Directory;
  readonly maintenance: KeyMaintenance;
  readonly privacy: PrivacyRoom;
  readonly archive: Pick<ArchiveRoom, 'wake'>;
  readonly learnGroups: () => Promise<void>;
  readonly typing: TypingRoom;
  readonly presence: PresenceRoom;
}

/** Who does what when a connection opens, carries a frame, ends. */
export function linkUser(
  { profile, work, notify }: Pick<Context, 'profile' | 'work' | 'notify'>,
  { inbox, outbox, directory, maintenance, privacy, archive, typing, presence, learnGroups }: LinkUsers,
): LinkUser {
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
      void maintenance.run();
      void checkOwn(link.welcome);
      archive.wake();
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
      inbox.closed();
      outbox.closed();
      typing.closed();
      presence.closed();
    },
  };
}
