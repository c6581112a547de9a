import type { Message } from '@parley/client';
import { engine } from '../engine/engine.ts';
import { dropSeen } from '../state/viewing.ts';
import { keptFiles } from './kept-files.ts';
import { forgetPlayed } from './played.ts';

/** What is kept of a message beside it goes when the message goes, or is deleted for everyone (F33). */
export function followRemovals(): void {
  engine.on('removed', ({ chat, ids, chatToo }) => {
    const which = chatToo ? undefined : ids;
    void keptFiles.remove(chat, which);
    void forgetPlayed(chat, which);
  });
  engine.on('status', ({ chat, id, deletedBy }: Message) => {
    if (!deletedBy) return;
    dropSeen(id);
    void keptFiles.remove(chat, [id]);
    void forgetPlayed(chat, [id]);
  });
  void removeLeft();
}

/** What went while nobody listened: before this tab was idle for the first time. */
async function removeLeft(): Promise<void> {
  for (const { chat, message: id } of await keptFiles.messages()) {
    // Without an answer it stays, and is looked at by the next tab.
    const message = await engine.message(id).catch(() => null);
    if (message === undefined || message?.deletedBy) await keptFiles.remove(chat, [id]);
  }
}
