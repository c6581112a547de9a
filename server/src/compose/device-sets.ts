// Fills the message store with everybody's devices, and the message service with whom they have blocked, so that a Send needs no
// query: at the start, and whenever the account service may have died between a change and telling of it.

import { setTimeout as wait } from 'node:timers/promises';
import type { AccountId } from '@parley/protocol';
import { UnavailableError } from '../lib/unavailable.ts';
import type { Blocks } from '../messages/blocks.ts';
import type { AccountsDoor, MessagesDoor } from './doors.ts';

const RETRY_MS = 500;

interface Filled {
  readonly door: MessagesDoor;
  readonly blocks: Blocks;
}

export async function fillDevices(accounts: AccountsDoor, { setDevices }: MessagesDoor): Promise<void> {
  for (let after: AccountId | '' = ''; ; ) {
    const page = await accounts.devicesAfter(after);
    if (page.length === 0) return;
    // Those of a page share a transaction and its sync.
    await Promise.all(page.map(({ account, version, devices }) => setDevices(account, version, devices)));
    after = page.at(-1)!.account;
  }
}

/** After the devices. Nobody writes to anybody before it has been done once (D13). */
export async function fillBlocks(accounts: AccountsDoor, blocks: Blocks): Promise<void> {
  for (let after: AccountId | '' = ''; ; ) {
    const page = await accounts.privaciesAfter(after);
    if (page.length === 0) return blocks.ready();
    for (const { account, version, blocked } of page) blocks.set(account, version, blocked);
    after = page.at(-1)!.account;
  }
}

/** As often as needed, until the account service answers. */
export async function fillPatiently(accounts: AccountsDoor, { door, blocks }: Filled): Promise<void> {
  for (;;) {
    try {
      await fillDevices(accounts, door);
      return await fillBlocks(accounts, blocks);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      await wait(RETRY_MS, undefined, { ref: false });
    }
  }
}
