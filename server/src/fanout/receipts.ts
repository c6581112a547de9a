// Delivered receipts of groups are gathered for a while, so that one tells of many members.
import type { MessageService } from '../messages/messages.ts';

interface ReceiptsDeps {
  messages: Pick<MessageService, 'tellGroupReceipts'>;
  everyMs: number;
  onError: (error: unknown, message: string) => void;
}

export function startGroupReceipts({ messages, everyMs, onError }: ReceiptsDeps): { stop(): Promise<void> } {
  let telling: Promise<void> | undefined;
  const tell = (): void => {
    telling ??= messages
      .tellGroupReceipts()
      .catch(error => onError(error, 'receipts of groups could not be written and will be tried again'))
      .finally(() => {
        telling = undefined;
      });
  };
  const timer = setInterval(tell, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await telling;
    },
  };
}
