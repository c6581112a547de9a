// What is seen in full: the pictures and films around the one that was opened, in the order of their chat.
import type { Message } from '@parley/client';
import { create } from 'zustand';
import type { FileRef } from '../attachments/open-files.ts';
import { onNavigation } from '../router.ts';

export interface Seen {
  readonly ref: FileRef;
  readonly message: Message;
}

export interface Viewing {
  readonly all: readonly Seen[];
  readonly at: number;
}

export const useViewing = create<{ readonly viewing: Viewing | undefined }>(() => ({ viewing: undefined }));

/** To the next ones or back; stays at the ends. */
export function viewNext(by: number): void {
  const { viewing } = useViewing.getState();
  if (!viewing) return;
  const at = Math.max(0, Math.min(viewing.all.length - 1, viewing.at + by));
  useViewing.setState({ viewing: { ...viewing, at } });
}

/** More of them at an end: what is seen stays. */
export function viewMore(way: 'back' | 'forth', more: readonly Seen[]): void {
  const { viewing } = useViewing.getState();
  if (!viewing || more.length === 0) return;
  const { all, at } = viewing;
  const next = way === 'back' ? { all: [...more, ...all], at: at + more.length } : { all: [...all, ...more], at };
  useViewing.setState({ viewing: next });
}

/** A step in the history of its own, at the same address: Back ends it and stays in the chat. */
export function startViewing(viewing: Viewing): void {
  if (!useViewing.getState().viewing) history.pushState({ ...history.state, viewing: true }, '');
  useViewing.setState({ viewing });
}

export function endViewing(): void {
  if (history.state?.viewing) history.back();
  useViewing.setState({ viewing: undefined });
}

/** That message is gone, and with it what is seen of it. */
export function dropSeen(id: Message['id']): void {
  const { viewing } = useViewing.getState();
  if (!viewing?.all.some(({ message }) => message.id === id)) return;
  const seen = viewing.all[viewing.at];
  const all = viewing.all.filter(({ message }) => message.id !== id);
  if (!seen || seen.message.id === id) return endViewing();
  useViewing.setState({ viewing: { all, at: all.indexOf(seen) } });
}

onNavigation(() => {
  if (!history.state?.viewing) useViewing.setState({ viewing: undefined });
});
