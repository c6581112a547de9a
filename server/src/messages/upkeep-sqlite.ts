// What the rooms around the message store ask of it besides messages: device sets, expiry, purge.
import type { AccountId, DeviceAddress, DeviceNumber } from '@parley/protocol';
import type { MessageStore } from './message-store.ts';
import type { Parts } from './parts-sqlite.ts';

export function createUpkeep(parts: Pick<Parts, 'commits' | 'inboxes' | 'setDevices' | 'expiry' | 'background'>) {
  const { commits, inboxes, setDevices, expiry, background } = parts;

  async function sweep(inbox: number, upTo: number): Promise<number> {
    let removed = 0;
    for (;;) {
      const step = await commits.run(() => expiry.sweepNext(inbox, upTo));
      removed += step.removed;
      if (step.complete) break;
    }
    background('shrink', expiry.shrinkNext);
    return removed;
  }

  return {
    async setDevices(account: AccountId, version: number, devices: readonly DeviceNumber[]) {
      const removed = await commits.run(() => setDevices(account, version, devices));
      for (const inbox of removed) await sweep(inbox.id, inbox.lastSeq);
    },
    async expire(storedBefore: number) {
      await commits.run(() => expiry.noteExpired(storedBefore));
      let removed = 0;
      for (let after = 0; ; ) {
        const from = after;
        const step = await commits.run(() => expiry.expireNext(from, storedBefore));
        removed += step.removed;
        after = step.after;
        if (step.complete) break;
      }
      background('shrink', expiry.shrinkNext);
      return removed;
    },
    expiredBefore: () => expiry.expiredBefore,
    async purge(device: DeviceAddress) {
      const purged = await commits.run(() => {
        const inbox = inboxes.inbox(device);
        if (inbox) expiry.purge(inbox);
        return inbox;
      });
      return purged ? sweep(purged.id, purged.cursor) : 0;
    },
  } satisfies Partial<MessageStore>;
}
