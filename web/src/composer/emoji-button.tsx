import { type ReactNode, type RefObject, Suspense, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { lazyNamed } from '../ui/lazy-named.ts';

const EmojiPicker = lazyNamed(() => import('./emoji-picker.tsx'), 'EmojiPicker');

interface EmojiButtonProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onPick: (emoji: string) => void;
}

export function EmojiButton({ field, onPick }: EmojiButtonProps): ReactNode {
  const [open, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
    field.current?.focus();
  };
  return (
    <>
      <IconButton
        icon="emoji"
        label={m.composer_emoji()}
        aria-expanded={open}
        aria-haspopup="dialog"
        className="size-11"
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Suspense>
          <EmojiPicker onPick={onPick} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
