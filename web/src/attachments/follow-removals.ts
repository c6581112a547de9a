import { engine } from '../engine/engine.ts';
import { keptFiles } from './kept-files.ts';
import { forgetPlayed } from './played.ts';

/** What is kept of a message beside it goes when the message goes. */
export function followRemovals(): void {
  engine.on('removed', ({ chat, ids, chatToo }) => {
    const which = chatToo ? undefined : ids;
    void keptFiles.remove(chat, which);
    void forgetPlayed(chat, which);
  });
  engine.on('status', ({ chat, id, deletedBy }) => {
    if (!deletedBy) return;
    void keptFiles.remove(chat, [id]);
    void forgetPlayed(chat, [id]);
  });
}
