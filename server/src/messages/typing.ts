// Brings "is typing" to whoever is connected and may see it. Nothing of it is stored: what gets lost on the way is over in
// some seconds anyway.
import {
  type AccountId,
  accountIdFrom,
  type DeviceAddress,
  groupIdFrom,
  idBytes,
  type Limits,
  wire,
} from '@parley/protocol';
import type { Sessions } from '../sessions/sessions.ts';
import type { Blocks } from './blocks.ts';
import type { GroupShard } from './group-shard.ts';
import type { Messages, RosterAt } from './messages.ts';

/** Gives a frame to those of the devices that the gateway holds. Never waits for a client; what does not get there is lost. */
export type Signal = (gateway: string, devices: readonly DeviceAddress[], frame: Uint8Array) => Promise<void>;

interface TypingDeps {
  store: Pick<GroupShard, 'groupRoster'>;
  sessions: Pick<Sessions, 'lookupAccounts'>;
  signal: Signal;
  blocks: Blocks;
  rosterAt: RosterAt;
  limits: Limits;
}

export function createTyping({ store, sessions, signal, blocks, rosterAt, limits }: TypingDeps): Messages['typing'] {
  /** Neither side of a block sees the other type (F26). */
  const mayTell = (sender: AccountId, to: AccountId): boolean =>
    blocks.isReady() && !blocks.has(to, sender) && !blocks.has(sender, to);

  async function recipientsOf(sender: AccountId, { account, group }: wire.Typing): Promise<AccountId[]> {
    if (group.length === 0) return [accountIdFrom(account)];
    const id = groupIdFrom(group);
    const last = await store.groupRoster(id);
    const roster = last === undefined ? undefined : await rosterAt(id, last);
    if (!roster?.writers.has(sender) || roster.members.size > limits.maxTypingMembers) return [];
    return [...roster.members];
  }

  return async (sender, typing) => {
    const all = await recipientsOf(sender.account, typing);
    const told = all.filter(to => to !== sender.account && mayTell(sender.account, to));
    if (told.length === 0) return;
    const { group, kind } = typing;
    const frame = wire.ServerFrame.encode({ typing: { account: idBytes(sender.account), group, kind } }).finish();
    const byGateway = Map.groupBy(await sessions.lookupAccounts(told), ({ session }) => session.gateway);
    for (const [gateway, found] of byGateway) {
      const devices = found.map(({ device }) => device);
      await signal(gateway, devices, frame);
    }
  };
}
