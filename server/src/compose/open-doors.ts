// The doors of the roles that other processes run. Those of its own are put in as they are opened.
import type { Role } from '../config-cluster.ts';
import { remote } from '../link/remote.ts';
import { type AccountsDoor, accountMethods, type Doors, type FanOutDoor } from './doors.ts';
import { usesKafka } from './kafka.ts';
import type { Network } from './network.ts';
import type { Process } from './process.ts';
import { remoteGroups } from './remote-groups.ts';
import { remoteMessages } from './remote-messages.ts';
import { noPush, remotePush } from './remote-push.ts';

/** Who calls whom; `config-checks.ts` asks for their addresses. */
const callers: Readonly<Record<'messages' | 'groups' | 'fanout' | 'accounts' | 'push', readonly Role[]>> = {
  messages: ['gateway', 'groups', 'fanout', 'accounts', 'push'],
  groups: ['messages', 'fanout', 'accounts'],
  fanout: ['messages'],
  accounts: ['gateway', 'messages', 'groups', 'assets', 'push'],
  push: ['messages', 'accounts'],
};

export function openDoors(process: Process, network: () => Network): Partial<Doors> {
  const { config, runs } = process;
  const doors: Partial<Doors> = {};
  const isElsewhere = (role: keyof typeof callers): boolean => !runs(role) && callers[role].some(runs);
  if (isElsewhere('messages')) doors.messages = remoteMessages(network().peer('messages'));
  if (isElsewhere('groups')) doors.groups = remoteGroups(network().peer('groups'));
  if (isElsewhere('fanout') && !usesKafka(process)) doors.fanout = remoteFanOut(network());
  if (isElsewhere('accounts')) {
    const { call } = network().peer('accounts');
    doors.accounts = remote<AccountsDoor, (typeof accountMethods)[number]>({ call }, 'accounts', accountMethods);
  }
  // It may be left out of a cluster: then nobody is pushed to.
  const isPushThere = config.linkPeers.some(({ role }) => role === 'push');
  doors.push = isElsewhere('push') && isPushThere ? remotePush(network().peer('push')) : noPush;
  return doors;
}

/** It looks by itself too, so that one that gets lost only makes a message later. */
function remoteFanOut(network: Network): FanOutDoor {
  const peer = network.peer('fanout');
  let under = false;
  let again = false;
  async function nudge(): Promise<void> {
    under = true;
    await peer.call('fanout.nudge', []).catch(() => {});
    under = false;
    if (!again) return;
    again = false;
    void nudge();
  }
  return {
    nudge() {
      if (under) again = true;
      else if (peer.links().length > 0) void nudge();
    },
  };
}
