// Tells what has changed in the list of chats: from what was committed, so that no kind of change can be forgotten. Changes
// that were made durable together are told once.
import type { ChatId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Write } from '../store/store.ts';
import { isListed, readChat } from './chats.ts';

export function tellChats({ profile, work, events }: Pick<Context, 'profile' | 'work' | 'events'>): void {
  const touched = new Set<ChatId>();
  let telling = false;

  function look(writes: readonly Write[]): void {
    for (const { collection, key } of writes) {
      if (collection === 'chats' || collection === 'contacts' || collection === 'accounts' || collection === 'groups')
        touched.add(key as ChatId);
    }
    if (touched.size === 0 || telling) return;
    telling = true;
    // What cannot be read now belongs to a client that is being closed; whoever opens it next reads everything.
    void tellAll().catch(() => {
      telling = false;
    });
  }

  async function tellAll(): Promise<void> {
    for (const id of touched) {
      touched.delete(id);
      const row = await work.get('chats', id);
      if (!row) continue;
      if (isListed(row)) events.emit('chat', await readChat(work, id, profile.account));
      else events.emit('removed', { chat: id, ids: [], chatToo: true });
    }
    telling = false;
  }

  work.committed(look);
}
