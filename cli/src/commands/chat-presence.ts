// In a conversation with one person: whether they are online, and telling them whether somebody is at this terminal.
import type { ChatId, Client } from '@parley/client';
import { isGroupId } from '@parley/protocol';
import { dim, timeText } from '../terminal.ts';

/** A terminal that nobody has touched for so long has nobody before it. */
const IDLE_MS = 5 * 60_000;

interface Deps {
  readonly client: Client;
  readonly id: ChatId;
  print(text: string): void;
}

/** Until the client is closed. */
export function showPresence({ client, id, print }: Deps): void {
  if (isGroupId(id)) return;
  let shown = '';
  client.on('presence', ({ account, online, lastSeen }) => {
    if (account !== id || !(online || lastSeen)) return;
    const text = online ? 'online' : `last seen ${timeText(lastSeen!)}`;
    if (text !== shown) print(dim(`· ${text}`));
    shown = text;
  });
  void client.watch([id]);
}

/** Returns what ends it. */
export function tellPresence({ client }: Deps, input: NodeJS.ReadStream): () => void {
  let idle: NodeJS.Timeout | undefined;
  const touched = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => void client.setActive(false), IDLE_MS).unref();
    void client.setActive(true);
  };
  input.on('keypress', touched);
  touched();
  return () => {
    clearTimeout(idle);
    input.off('keypress', touched);
    void client.setActive(false);
  };
}
