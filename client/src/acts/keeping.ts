// Acts that are kept: those of others until their message comes, the person's own until nobody may ask for them any more.
import { type DeviceKey, limits } from '@parley/protocol';
import type { Draft } from '../drafts/draft.ts';
import { type ActRow, messageKey, orderKey, placeOfAct } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import type { Done } from './act.ts';

/** As long as a message may still be sent again. */
const keptMs = 90 * 24 * 60 * 60 * 1000;
const forgottenTogether = 100;

export async function keepWaiting(draft: Draft, done: Done, now: number): Promise<void> {
  const ofSender = await draft.list('acts', { index: 'bySender', ...startingWith(`${done.by}.`) });
  for (const row of ofSender.slice(0, Math.max(0, ofSender.length + 1 - limits.maxWaitingActs))) forget(draft, row);
  await keep(draft, { ...done, keptAt: now });
}

/** In place of the one before of its kind. */
export async function keepOwn(draft: Draft, done: Done, now: number): Promise<void> {
  await forgetOwn(draft, done, ({ act }) => act.kind === done.act.kind);
  await keep(draft, { ...done, keptAt: now, sentTo: [] });
}

/** What was done with a message is of no use once it is deleted, and says what was in it (F33). */
export async function forgetOwn(
  draft: Draft,
  of: Pick<Done, 'chat' | 'act'>,
  which: (row: ActRow) => boolean = ({ act }) => act.kind !== 'deletion',
): Promise<void> {
  const kept = await draft.list('acts', { index: 'byMessage', ...startingWith(`own.${placeOfAct(of)}`) });
  for (const row of kept) if (which(row)) forget(draft, row);
}

/** Only devices that it was made for may ask for it. */
export async function rememberSentTo(draft: Draft, key: string, sentTo: readonly DeviceKey[]): Promise<void> {
  const row = await draft.get('acts', key);
  if (row?.sentTo) draft.put('acts', { ...row, sentTo });
}

export function forget(draft: Draft, { by, id }: Pick<ActRow, 'by' | 'id'>): void {
  draft.remove('acts', messageKey(by, id));
}

async function keep(draft: Draft, row: ActRow): Promise<void> {
  const old = { index: 'byAge', before: orderKey(Math.max(0, row.keptAt - keptMs)), limit: forgottenTogether };
  for (const each of await draft.list('acts', old)) forget(draft, each);
  draft.put('acts', row);
}
