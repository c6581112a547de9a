// Fills the message store with everybody's devices, so that a Send needs no query: at the start, and whenever the account
// service may have died between a change and telling of it.

import { setTimeout as wait } from 'node:timers/promises';
import type { AccountId } from '@parley/protocol';
import { UnavailableError } from '../lib/unavailable.ts';
import type { AccountsDoor, MessagesDoor } from './doors.ts';

const RETRY_MS = 500;

export async function fillDevices(accounts: AccountsDoor, { setDevices }: MessagesDoor): Promise<void> {
  for (let after: AccountId | '' = ''; ; ) {
    const page = await accounts.devicesAfter(after);
    if (page.length === 0) return;
    // Those of a page share a transaction and its sync.
    await Promise.all(page.map(({ account, version, devices }) => setDevices(account, version, devices)));
    after = page.at(-1)!.account;
  }
}

/** As often as needed, until the account service answers. */
export async function fillDevicesPatiently(...rooms: Parameters<typeof fillDevices>): Promise<void> {
  for (;;) {
    try {
      return await fillDevices(...rooms);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      await wait(RETRY_MS, undefined, { ref: false });
    }
  }
}
