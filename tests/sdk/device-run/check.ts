// What must hold when everything has come to rest; each line of the answer is something that does not.
import type { AccountId, Message, MessageId } from '@parley/client';
import { checkSendOrder } from '../random-run/send-order.ts';
import { compareOwn, compareSides, type View } from './compare.ts';
import type { Device, Life, Play } from './play.ts';

export async function complaints(play: Play): Promise<string[]> {
  const found = [...play.surprises];
  const gone = await deletedBy(play);
  const people = await Promise.all(play.lives.map(life => look(play, life, gone)));
  for (const seen of people) found.push(...checkOwn(seen));
  for (const [i, one] of people.entries()) {
    for (const other of people.slice(i + 1)) found.push(...checkBetween(one, other));
  }
  for (const device of play.lives.flatMap(({ devices }) => devices)) found.push(...(await checkHistory(device)));
  for (const device of play.ended) found.push(...(await checkEnded(device)));
  return found;
}

/** Of each of a person's devices the chats with everybody, beginning with the device that has been there longest. */
interface Seen {
  readonly account: AccountId;
  readonly devices: readonly ReadonlyMap<AccountId, View>[];
}

async function look(play: Play, { account, devices }: Life, gone: Deleted): Promise<Seen> {
  const byAge = devices.toSorted((a, b) => a.beganAt - b.beganAt);
  return { account, devices: await Promise.all(byAge.map(device => viewsOf(play, device, account, gone))) };
}

async function viewsOf(
  { lives, written }: Play,
  { name, beganAt, isPartial, person: { client } }: Device,
  self: AccountId,
  gone: Deleted,
): Promise<ReadonlyMap<AccountId, View>> {
  const views = new Map<AccountId, View>();
  for (const { account, name: with_ } of lives) {
    if (account === self) continue;
    const messages = (await client.messages(account, { limit: 100_000 })).filter(isCommon);
    const { archived, pinnedAt, unread } = await client.chat(account);
    const settings = isPartial ? undefined : JSON.stringify({ archived, pinnedAt, unread });
    const deleted = gone.get(self) ?? new Map();
    views.set(account, { name: `${name} with ${with_}`, beganAt, messages, settings, written, deleted });
  }
  return views;
}

/** What could not be sent is only where it was written. */
function isCommon({ state, notice }: Message): boolean {
  return state !== 'failed' && !notice;
}

/** D2, D4, D5, D7: the devices of a person have the same, in the same order, as far read and as far delivered. */
function checkOwn({ devices: [first, ...others] }: Seen): string[] {
  return [...first!].flatMap(([account, view]) => [
    ...sendOrder(view),
    ...others.flatMap(other => compareOwn(view, other.get(account)!)),
  ]);
}

/** D1, D2, D4, D7: what two people have of their chat is the same, less what one of them has deleted for himself. */
function checkBetween(one: Seen, other: Seen): string[] {
  return compareSides(one.devices[0]!.get(other.account)!, other.devices[0]!.get(one.account)!);
}

function sendOrder({ name, messages, written }: View): string[] {
  const sent = messages.map(({ id }) => written.get(id)!);
  return checkSendOrder(sent).map(complaint => `${name}: ${complaint}`);
}

type Deleted = ReadonlyMap<AccountId, View['deleted']>;

/** What each has deleted for himself, and on which devices that is known: one that is linked later knows nothing of it. */
async function deletedBy({ lives, ended }: Play): Promise<Deleted> {
  const all = new Map<AccountId, Map<MessageId, string[]>>();
  for (const { name, person } of [...lives.flatMap(({ devices }) => devices), ...ended]) {
    const { account } = person.client;
    const gone = all.get(account) ?? new Map<MessageId, string[]>();
    all.set(account, gone);
    for (const { id, deletedAt } of await person.store.list('messages')) {
      if (deletedAt) gone.set(id, [...(gone.get(id) ?? []), name]);
    }
  }
  return all;
}

async function checkHistory({ name, person: { client } }: Device): Promise<string[]> {
  const progress = await client.history();
  return progress ? [`${name} waits for what was said before: ${JSON.stringify(progress)}`] : [];
}

/** F31: nothing that was written since, whatever it is. */
async function checkEnded({ name, person: { store }, endedAt = 0 }: Device): Promise<string[]> {
  const rows = await store.list('messages');
  return rows.flatMap(({ text }) => {
    const number = Number(/^text (\d+)$/.exec(text ?? '')?.[1] ?? 0);
    return number > endedAt ? [`${name}, which ended at ${endedAt}, has ${text}`] : [];
  });
}
