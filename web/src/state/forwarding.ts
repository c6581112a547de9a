// What a person is about to forward, from wherever it was begun: the menu of a message or a selection.
import type { Message } from '@parley/client';
import { create } from 'zustand';

interface Forwarding {
  readonly messages: readonly Message[];
  /** Called when all of it has been forwarded. */
  readonly onDone?: (() => void) | undefined;
}

export const useForwarding = create<{ readonly forwarding: Forwarding | undefined }>(() => ({ forwarding: undefined }));

export function askForward(messages: readonly Message[], onDone?: () => void): void {
  useForwarding.setState({ forwarding: { messages, onDone } });
}

export function stopForwarding(): void {
  useForwarding.setState({ forwarding: undefined });
}

/** What can be read, and its files fetched. */
export function isForwardable({ text, state, viewOnce, attachments = [] }: Message): boolean {
  return (
    text !== undefined && !viewOnce && state !== 'parked' && attachments.every(({ unreadable }) => unreadable !== true)
  );
}
