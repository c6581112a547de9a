// The role push of other processes. It is a hint: what gets lost makes a person see a message later, so nobody waits for it.
import type { DeviceAddress } from '@parley/protocol';
import type { Handler, Link } from '../link/link.ts';
import type { Peer } from '../link/peer.ts';
import { served } from '../link/remote.ts';
import type { Push } from '../push/push.ts';
import type { PushDoor } from './doors.ts';

const ROOM = 'push';
/** Calls without an answer; a process that does not answer is told no more. */
const MAX_PENDING = 100;

export const noPush: PushDoor = { wake: () => {}, fetched: () => {}, forget: async () => {} };

export function remotePush({ links, call }: Peer): PushDoor {
  /** The same one for all devices of an account, so that each is left alone for a while after a push. */
  function linkFor(account: string): Link | undefined {
    const up = links().filter(link => link.isUp());
    return up[Number.parseInt(account.slice(0, 8), 16) % up.length];
  }

  function tell(method: 'wake' | 'fetched', devices: readonly DeviceAddress[]): void {
    const byLink = Map.groupBy(devices, ({ account }) => linkFor(account));
    for (const [link, some] of byLink) {
      if (!link || link.stats().pending >= MAX_PENDING) continue;
      link.call(`${ROOM}.${method}`, [some]).catch(() => {});
    }
  }

  return {
    wake: devices => tell('wake', devices),
    fetched: devices => tell('fetched', devices),
    forget: async device => void (await call(`${ROOM}.forget`, [device])),
  };
}

export function servedPush(push: Push): [string, Handler][] {
  return served<PushDoor, keyof PushDoor>(ROOM, push, ['wake', 'fetched', 'forget']);
}
