// What must hold when everything has come to rest; each line of the answer is something that does not.
import type { AccountId, GroupId } from '@parley/client';
import type { wire } from '@parley/protocol';
import { checkSendOrder, type Sent } from '../random-run/send-order.ts';
import { endOf, rosterOf, type Term, termsOf } from './members.ts';
import { keyOf, type Life, type Play } from './play.ts';

export async function complaints(play: Play): Promise<string[]> {
  const found = [...play.surprises];
  for (const { id } of play.groups) {
    const roster = await rosterOf(play, id);
    const terms = termsOf(roster);
    const seen = await Promise.all(play.lives.map(life => look(life, id, roster)));
    found.push(...checkGroup(play, id, terms, seen));
  }
  return found;
}

/** What one device has of a group. */
interface Seen {
  readonly life: Life;
  readonly account: AccountId;
  readonly keyHash: string;
  /** Where the group heard that the device was unlinked. */
  readonly until: number;
  /** As a person sees them. */
  readonly shown: readonly string[];
  readonly rows: readonly Row[];
  /** `account role`, sorted; undefined: no member as far as it knows. */
  readonly members: readonly string[] | undefined;
}

interface Row {
  readonly key: string;
  readonly state: string;
  readonly text: string | undefined;
  readonly seq: number | undefined;
}

async function look(life: Life, id: GroupId, roster: readonly wire.GroupRosterEntry[]): Promise<Seen> {
  const { store, client } = life.person;
  const { account } = client;
  const rows = (await store.list('messages'))
    .filter(({ chat, notice }) => chat === id && !notice)
    .map(({ author, id: message, state, text, seq }) => ({ key: keyOf(author, message), state, text, seq }));
  const group = life.over ? undefined : await client.group(id);
  const shown = life.over ? [] : await client.messages(id, { limit: 100_000 });
  return {
    life,
    account,
    keyHash: life.keyHash,
    until: endOf(roster, account, life.unlinkedBy),
    rows,
    shown: shown
      .filter(({ notice, state }) => !notice && state !== 'failed')
      .map(({ author, id: message }) => keyOf(author, message)),
    members: group?.role ? group.members.map(each => `${each.account} ${each.role}`).sort() : undefined,
  };
}

function checkGroup(play: Play, id: GroupId, terms: readonly Term[], all: readonly Seen[]): string[] {
  const stamped = new Map<string, number>();
  for (const [key, { group, seq }] of play.acked) if (group === id) stamped.set(key, seq);
  for (const { key, seq, state } of all.flatMap(({ rows }) => rows))
    if (seq && state !== 'failed') stamped.set(key, seq);
  const order = [...stamped.keys()].sort((a, b) => stamped.get(a)! - stamped.get(b)!);
  const now = all.filter(({ life }) => !life.over);
  return [
    ...checkSendOrder(order.flatMap(key => sentAs(play.written.get(key)))),
    ...all.flatMap(seen => checkRows(play, seen, terms)),
    ...now.flatMap(seen => checkShown(seen, terms, order, stamped, play)),
    ...checkMembers(now, terms),
  ].map(complaint => `${id.slice(0, 6)}: ${complaint}`);
}

/** What the text says of who has written it. */
function sentAs(text: string | undefined): Sent[] {
  const [, by, number] = /^(P\S+) (\d+)$/.exec(text ?? '') ?? [];
  return by && number ? [{ by, number: Number(number) }] : [];
}

const isIn = ({ account, keyHash, until }: Seen, terms: readonly Term[], seq: number): boolean =>
  seq < until &&
  terms.some(term => term.account === account && term.keyHash === keyHash && term.from < seq && seq < term.to);

/** F21, F22, D8: nothing stamped outside the membership, parked or not; nothing unreadable within. */
function checkRows({ written }: Play, seen: Seen, terms: readonly Term[]): string[] {
  return seen.rows.flatMap(({ key, seq, state, text }) => {
    const what = `${seen.life.name} has ${state} ${written.get(key)} (${seq})`;
    if (seq && state !== 'failed' && !isIn(seen, terms, seq)) return [`${what}, no member then`];
    if (seen.life.over) return [];
    if (state === 'parked' || state === 'pending') return [what];
    return text === written.get(key) ? [] : [`${what} as ${text}`];
  });
}

/** D1, D3, D4: all that was acknowledged to anybody, or anybody has, once and in the group's order. */
function checkShown(
  seen: Seen,
  terms: readonly Term[],
  order: readonly string[],
  stamped: ReadonlyMap<string, number>,
  { written }: Play,
): string[] {
  const expected = order.filter(key => isIn(seen, terms, stamped.get(key)!));
  const { shown, life } = seen;
  const at = expected.findIndex((key, i) => shown[i] !== key);
  if (at < 0 && shown.length === expected.length) return [];
  const place = at < 0 ? expected.length : at;
  const named = (key: string | undefined) => key && `${written.get(key)} (${stamped.get(key)})`;
  const counts = `${shown.length} of ${expected.length}`;
  return [`${life.name} shows ${counts}: at ${place} ${named(shown[place])} and not ${named(expected[place])}`];
}

function checkMembers(now: readonly Seen[], terms: readonly Term[]): string[] {
  const is = (seen: Seen) => isIn(seen, terms, Number.MAX_VALUE);
  const first = now.find(is)?.members;
  return now.flatMap(seen => {
    const { life, members } = seen;
    if (is(seen) !== (members !== undefined))
      return [`${life.name} is ${members ? 'no' : 'a'} member, and knows otherwise`];
    if (members && String(members) !== String(first)) return [`${life.name} sees ${members} where others see ${first}`];
    return [];
  });
}
