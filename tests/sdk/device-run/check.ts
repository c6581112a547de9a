// What must hold when everything has come to rest; each line of the answer is something that does not.
import type { Message } from '@parley/client';
import type { Device, Life, Play } from './play.ts';

export async function complaints(play: Play): Promise<string[]> {
  const found = [...play.surprises];
  for (const life of play.lives) found.push(...(await checkLife(life, play.lives)));
  for (const device of play.ended) found.push(...(await checkEnded(device)));
  return found;
}

/** D2, D4, D5, D7: the devices of a person have the same, in the same order, as far read and as far delivered. */
async function checkLife({ devices }: Life, lives: readonly Life[]): Promise<string[]> {
  const [first, ...others] = await Promise.all(devices.map(device => standing(device, lives)));
  return others.flatMap(other => differences(first!, other));
}

interface Standing {
  readonly name: string;
  readonly lines: ReadonlyMap<string, string>;
}

async function standing({ name, person: { client } }: Device, lives: readonly Life[]): Promise<Standing> {
  const lines = new Map<string, string>();
  if (await client.history()) lines.set('history', `${name} waits for it`);
  for (const { account, name: with_ } of lives) {
    const { archived, pinnedAt, unread } = await client.chat(account);
    lines.set(with_, JSON.stringify({ archived, pinnedAt, unread }));
    const messages = (await client.messages(account, { limit: 100_000 })).filter(isCommon);
    lines.set(`order with ${with_}`, messages.map(({ id }) => id.slice(-6)).join(' '));
    for (const message of messages) lines.set(`${with_} ${message.id}`, described(message));
  }
  return { name, lines };
}

/** What could not be sent is only where it was written. */
function isCommon({ state, notice }: Message): boolean {
  return state !== 'failed' && !notice;
}

function described(message: Message): string {
  const { text, ts, author, starred, edited, deletedBy, reactions, outgoing, state, unread, pinned } = message;
  const marks = { starred, edited, deletedBy, reactions, unread, pinned };
  return JSON.stringify({ text, ts, author, ...marks, state: outgoing || state === 'parked' ? state : undefined });
}

function differences(a: Standing, b: Standing): string[] {
  const keys = new Set([...a.lines.keys(), ...b.lines.keys()]);
  return [...keys].flatMap(key => {
    const [one, other] = [a.lines.get(key), b.lines.get(key)];
    return one === other ? [] : [`${key}: ${a.name} has ${one}, ${b.name} has ${other}`];
  });
}

/** F31: nothing that was written since, whatever it is. */
async function checkEnded({ name, person: { store }, endedAt = 0 }: Device): Promise<string[]> {
  const rows = await store.list('messages');
  return rows.flatMap(({ text }) => {
    const number = Number(/^text (\d+)$/.exec(text ?? '')?.[1] ?? 0);
    return number > endedAt ? [`${name}, which ended at ${endedAt}, has ${text}`] : [];
  });
}
