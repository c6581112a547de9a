import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { MessageFiles } from '../attachments/message-files.tsx';
import type { FileRef } from '../attachments/open-files.ts';
import { viewFile } from '../attachments/view-file.ts';
import { voiceAfter } from '../attachments/voice-after.ts';
import { useOpenChatStore } from './open-chat-context.tsx';

/** The files of a message; from one picture, those that are loaded of the chat can be gone through. */
export function Files({ message }: { readonly message: Message }): ReactNode {
  const store = useOpenChatStore();
  const open = (file: FileRef): void => {
    const { messages } = store.getState().loaded;
    viewFile(file, messages.includes(message) ? messages : [message]);
  };
  const nextOf = (file: FileRef): FileRef | undefined => voiceAfter(file, store.getState().loaded.messages);
  return <MessageFiles message={message} onOpen={open} nextOf={nextOf} />;
}
