// Who was in a group when, from the server's roster alone: what the clients make of it is compared with this.
import { type AccountId, accountIdFrom, type GroupId, toHex, wire } from '@parley/protocol';
import type { Life, Play } from './play.ts';

export interface Term {
  readonly account: AccountId;
  readonly keyHash: string;
  readonly from: number;
  to: number;
}

/** The longest of what those who may ask are shown. */
export async function rosterOf({ world, lives }: Play, group: GroupId): Promise<wire.GroupRosterEntry[]> {
  let longest: wire.GroupRosterEntry[] = [];
  for (const life of lives) {
    const entries = life.over ? [] : await fetchAll(world.url, life, group);
    if (entries.length > longest.length) longest = entries;
  }
  return longest;
}

async function fetchAll(url: string, { person }: Life, group: GroupId): Promise<wire.GroupRosterEntry[]> {
  const { token } = (await person.store.get('profile', 'self'))!;
  const entries: wire.GroupRosterEntry[] = [];
  for (;;) {
    const address = `${url}/v1/groups/${group}/roster?after=${entries.length}`;
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${Buffer.from(token).toString('base64url')}` },
    });
    if (!answer.ok) return entries;
    const page = wire.GroupRosterPage.decode(await answer.bytes());
    entries.push(...(page.entries as wire.GroupRosterEntry[]));
    if (!page.more) return entries;
  }
}

export function termsOf(entries: readonly wire.GroupRosterEntry[]): Term[] {
  const terms: Term[] = [];
  const begin = (seq: number, { account, accountKeyHash }: wire.GroupMember.$Properties): void => {
    const term = { account: accountIdFrom(account!), keyHash: toHex(accountKeyHash!), from: seq, to: Infinity };
    terms.push(term);
  };
  const end = (seq: number, account: AccountId): void => {
    for (const term of terms) if (term.account === account) term.to = Math.min(term.to, seq);
  };
  for (const { seq, event: signed, devices } of entries) {
    if (devices?.registeredAnew || devices?.ended) end(seq, accountIdFrom(devices.account!));
    if (!signed?.length) continue;
    const event = wire.GroupEvent.decode(wire.SignedGroupEvent.decode(signed).event);
    const { created, added, joined, removed } = event;
    if (created?.owner) begin(seq, created.owner);
    for (const member of [...(created?.members ?? []), ...(added?.members ?? [])]) begin(seq, member);
    if (joined) begin(seq, wire.GroupJoin.decode(wire.SignedGroupJoin.decode(joined.join!).join).member!);
    for (const account of removed?.accounts ?? []) end(seq, accountIdFrom(account));
  }
  return terms;
}

/** The place of the first device list of the account that is as new; before it, a device that it leaves out is sent all. */
export function endOf(
  entries: readonly wire.GroupRosterEntry[],
  account: AccountId,
  version: number | undefined,
): number {
  if (version === undefined) return Number.POSITIVE_INFINITY;
  const found = entries.find(
    ({ devices }) => devices && accountIdFrom(devices.account!) === account && (devices.listVersion ?? 0) >= version,
  );
  return found?.seq || Number.POSITIVE_INFINITY;
}
