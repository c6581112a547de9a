// What of an inbox a person would want to hear of, and how much of that waits for a device that is connected nowhere.
import { type AccountId, type DeviceAddress, toHex, wire } from '@parley/protocol';
import { UnavailableError } from '../lib/unavailable.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Blocks } from './blocks.ts';
import type { MessageStore, StoredRow } from './message-store.ts';

/** A message, not what is done with one, not a receipt, and not from oneself or from somebody who is blocked (F26). */
export function isForPerson({ account, envelope }: Pick<StoredRow, 'account' | 'envelope'>, blocks: Blocks): boolean {
  const { control, message, groupMessage, sender } = wire.Envelope.decode(envelope);
  if (control || !(message ?? groupMessage)) return false;
  const from = toHex(sender) as AccountId;
  return from !== account && !blocks.has(account, from);
}

/** More are not counted: whoever is told of them wants to know no better. */
const MAX_COUNTED = 100;
const PAGE_ROWS = 100;

export function createWaiting(store: Pick<MessageStore, 'read'>, sessions: Sessions, blocks: Blocks) {
  /** What is answered from memory is dropped first: it is right only until somebody has tried. */
  async function isConnected(device: DeviceAddress): Promise<boolean> {
    const [remembered] = await sessions.lookup([device]);
    if (!remembered) return false;
    sessions.bounced(device, remembered);
    return (await sessions.lookup([device]))[0] !== undefined;
  }

  return async (device: DeviceAddress): Promise<number> => {
    if (await isConnected(device)) return 0;
    if (!blocks.isReady()) throw new UnavailableError('who has blocked whom is not known yet');
    let count = 0;
    for (let after = 0; count < MAX_COUNTED; ) {
      const rows = await store.read(device, after, PAGE_ROWS);
      if (rows.length === 0) break;
      after = rows.at(-1)!.seq;
      for (const { envelope } of rows) {
        if (isForPerson({ account: device.account, envelope }, blocks)) count++;
      }
    }
    return Math.min(count, MAX_COUNTED);
  };
}
