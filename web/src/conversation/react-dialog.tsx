import type { Message } from '@parley/client';
import { type ReactNode, Suspense } from 'react';
import { m } from '../i18n/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { lazyNamed } from '../ui/lazy-named.ts';
import { react } from './reactions.ts';

const EmojiPanel = lazyNamed(() => import('../composer/emoji-panel.tsx'), 'EmojiPanel');

interface ReactDialogProps {
  readonly message: Message;
  readonly onClose: () => void;
}

/** In a window of less than this, eight stand over the edge. */
const NARROW_PX = 380;

/** Any emoji there is. */
export function ReactDialog({ message, onClose }: ReactDialogProps): ReactNode {
  const pick = (emoji: string): void => {
    onClose();
    void react(message, emoji);
  };
  return (
    <Dialog title={m.message_react()} onClose={onClose}>
      <div className="-mx-4 flex h-80 max-h-[50dvh] justify-center">
        <Suspense>
          <EmojiPanel columns={innerWidth < NARROW_PX ? 7 : 8} onPick={pick} />
        </Suspense>
      </div>
    </Dialog>
  );
}
