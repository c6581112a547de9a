import type { OpenChatStore } from '../state/open-chat.ts';
import { sendRecording } from './recording.ts';

/** To the open chat, as an answer where one was begun. */
export async function sendVoice(store: OpenChatStore): Promise<void> {
  const { account, replyTo } = store.getState();
  store.setState({ replyTo: undefined, divider: undefined });
  await sendRecording(account, replyTo?.id);
  void store.goToEnd();
}
