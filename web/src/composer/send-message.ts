import type { Mention } from '@parley/client';
import { engine } from '../engine/engine.ts';
import { orToast } from '../state/failures.ts';
import type { OpenChatStore } from '../state/open-chat.ts';

/** Resolves once it is safe in the outbox. False: it was not taken, and a toast has said why. */
export async function sendMessage(store: OpenChatStore, text: string, mentions: readonly Mention[]): Promise<boolean> {
  const { account, replyTo } = store.getState();
  const options = { ...(replyTo ? { replyTo: replyTo.id } : {}), ...(mentions.length > 0 ? { mentions } : {}) };
  // Whoever answers has read.
  store.setState({ replyTo: undefined, divider: undefined });
  const message = await orToast(engine.sendText(account, text, options));
  if (message) void store.goToEnd();
  else store.setState({ replyTo });
  return message !== undefined;
}
