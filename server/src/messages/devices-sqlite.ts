// Which devices an account has, as its signed list says. A device that is gone keeps its row, because its number and its
// sequence are never used again.
import type { DatabaseSync } from 'node:sqlite';
import type { AccountId, DeviceNumber } from '@parley/protocol';
import type { Inbox, Inboxes } from './inboxes-sqlite.ts';

/** Answers the inboxes that lost their device, for whoever empties them. In a transaction. */
export type SetDevices = (account: AccountId, version: number, devices: readonly DeviceNumber[]) => Inbox[];

export function createSetDevices(db: DatabaseSync, inboxes: Inboxes): SetDevices {
  const setVersion = db.prepare('UPDATE accounts SET list_version = ? WHERE id = ?');
  const setRemoved = db.prepare('UPDATE inboxes SET removed = 1 WHERE id = ?');
  return (name, version, devices) => {
    const known = inboxes.account(name);
    if (known && known.listVersion >= version) return [];
    const account = known ?? inboxes.addAccount(name, version);
    setVersion.run(version, account.id);
    account.listVersion = version;
    const removed = account.inboxes.filter(inbox => !devices.includes(inbox.device));
    for (const inbox of removed) {
      setRemoved.run(inbox.id);
      account.inboxes.splice(account.inboxes.indexOf(inbox), 1);
    }
    for (const device of devices) {
      if (!account.inboxes.some(inbox => inbox.device === device)) inboxes.addInbox(account, device);
    }
    return removed;
  };
}
