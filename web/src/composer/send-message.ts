import { engine } from '../engine/engine.ts';
import { orToast } from '../state/failures.ts';
import type { OpenChatStore } from '../state/open-chat.ts';

/** False: it was not taken, and a toast has said why. `kept` runs once it is safe in the outbox. */
export async function sendMessage(store: OpenChatStore, text: string, kept: () => void): Promise<boolean> {
  const { account, replyTo } = store.getState();
  // Whoever answers has read.
  store.setState({ replyTo: undefined, divider: undefined });
  const message = await orToast(engine.sendText(account, text, replyTo ? { replyTo: replyTo.id } : {}));
  if (message) kept();
  else store.setState({ replyTo });
  await store.goToEnd();
  return message !== undefined;
}
