// Members are shown by name and picture, which come with what they send or are read later: their groups are then told anew.
// What was made durable together is told once.
import type { AccountId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { ContactRow } from '../store/schema.ts';
import type { Write } from '../store/store.ts';
import { shownGroup } from './shown-group.ts';

export function tellMembers({ profile, work, events }: Pick<Context, 'profile' | 'work' | 'events'>): void {
  /** What was told last of each. */
  const shown = new Map<AccountId, string>();
  const changed = new Set<AccountId>();
  let telling = false;

  function look(writes: readonly Write[]): void {
    for (const { collection, row } of writes) {
      if (collection !== 'contacts' || !row) continue;
      const { account, name = '', phone = '', avatar = '' } = row as ContactRow;
      const seen = `${avatar} ${phone} ${name}`;
      if (shown.get(account) === seen) continue;
      shown.set(account, seen);
      changed.add(account);
    }
    if (changed.size === 0 || telling) return;
    telling = true;
    // What cannot be read now belongs to a client that is being closed.
    void tellAll()
      .catch(() => {})
      .finally(() => {
        telling = false;
      });
  }

  async function tellAll(): Promise<void> {
    while (changed.size > 0) {
      const accounts = [...changed];
      changed.clear();
      for (const row of await work.list('groups')) {
        if (!accounts.some(account => row.state.members.has(account))) continue;
        events.emit('group', await shownGroup(work, row, profile));
      }
    }
  }

  work.committed(look);
}
