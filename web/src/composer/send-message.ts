import { engine } from '../engine/engine.ts';
import { orToast } from '../state/failures.ts';
import type { OpenChatStore } from '../state/open-chat.ts';

/** Resolves once it is safe in the outbox. False: it was not taken, and a toast has said why. */
export async function sendMessage(store: OpenChatStore, text: string): Promise<boolean> {
  const { account, replyTo } = store.getState();
  // Whoever answers has read.
  store.setState({ replyTo: undefined, divider: undefined });
  const message = await orToast(engine.sendText(account, text, replyTo ? { replyTo: replyTo.id } : {}));
  if (message) void store.goToEnd();
  else store.setState({ replyTo });
  return message !== undefined;
}
