import type { ChatId, MessageId, OutgoingFile } from '@parley/client';
import { keptFiles } from './kept-files.ts';

/** What is sent from here need not come back from the server to be shown. Called before there is a message with that id. */
export async function keepOwnFiles(
  chat: ChatId,
  message: MessageId,
  files: readonly Partial<Pick<OutgoingFile, 'source'>>[],
): Promise<void> {
  for (const [index, { source }] of files.entries()) {
    if (source instanceof Blob) await keptFiles.put({ chat, message, index }, source);
  }
}
