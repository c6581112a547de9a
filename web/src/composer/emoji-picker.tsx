// The emoji picker above the composer: a chunk of its own.
import { type ReactNode, useEffect, useRef } from 'react';
import { m } from '../i18n/messages.ts';
import { EmojiPanel } from './emoji-panel.tsx';

interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

export function EmojiPicker({ onPick, onClose }: EmojiPickerProps): ReactNode {
  useDismiss(onClose);
  return (
    <div
      role="dialog"
      aria-label={m.composer_emoji()}
      className="absolute start-2 bottom-full z-20 mb-2 animate-[appear_var(--duration-fast)_var(--ease-out)] overflow-hidden rounded-lg bg-raised shadow-menu"
    >
      <EmojiPanel onPick={onPick} />
    </div>
  );
}

/** A press elsewhere but in the composer, and Esc wherever the focus is. */
function useDismiss(onClose: () => void): void {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const onPress = (event: Event): void => {
      if (!(event.target as Element).closest('footer')) close.current();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKey, true);
    };
  }, []);
}
