// Whom the person has blocked and what is shown of him, as the engine tells it.
import type { Message, Privacy } from '@parley/client';
import { type AccountId, isGroupId } from '@parley/protocol';
import { create } from 'zustand';
import { engine } from '../engine/engine.ts';
import { useSession } from './session.ts';

interface State extends Omit<Privacy, 'blocked'> {
  /** Replaced, never changed. */
  readonly blocked: ReadonlySet<string>;
  /** Messages of theirs, by id, that the person has asked to see. */
  readonly unfolded: ReadonlySet<string>;
}

export const usePrivacy = create<State>(() => ({
  presence: 'everyone',
  readReceipts: true,
  groups: 'everyone',
  blocked: new Set(),
  unfolded: new Set(),
}));

function keep({ blocked, ...settings }: Privacy): void {
  usePrivacy.setState({ ...settings, blocked: new Set(blocked) });
}

async function read(): Promise<void> {
  if (useSession.getState().state !== 'ready') return;
  keep(await engine.privacy());
}

engine.on('privacy', keep);
engine.on('refresh', () => void read().catch(() => undefined));
useSession.subscribe(({ state }, before) => {
  if (state === 'ready' && before.state !== 'ready') void read().catch(() => undefined);
});
void read().catch(() => undefined);

export function useIsBlocked(account: string | undefined): boolean {
  return usePrivacy(({ blocked }) => account !== undefined && blocked.has(account));
}

/** In a group, of somebody whom the person has blocked, and not asked to be seen. */
export function isFolded(
  { id, chat, author, state }: Message,
  blocked: ReadonlySet<string>,
  unfolded: ReadonlySet<string>,
): boolean {
  return isGroupId(chat) && state !== 'notice' && blocked.has(author) && !unfolded.has(id);
}

export function useIsFolded(message: Message): boolean {
  return usePrivacy(({ blocked, unfolded }) => isFolded(message, blocked, unfolded));
}

export function unfold(id: string): void {
  usePrivacy.setState(({ unfolded }) => ({ unfolded: new Set([...unfolded, id]) }));
}

export const isBlocked = (account: AccountId): boolean => usePrivacy.getState().blocked.has(account);
