import type { ChatId } from '@parley/client';
import { type ReactNode, Suspense, useState } from 'react';
import { isVisual } from '../attachments/kinds.ts';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { lazyNamed } from '../ui/lazy-named.ts';
import { Tiles } from './tiles.tsx';
import { useFound } from './use-found.ts';

const GalleryDialog = lazyNamed(() => import('./gallery-dialog.tsx'), 'GalleryDialog');
const MOST_TILES = 6;

/** On the page of a contact or group: the newest pictures and films, and the way to all files. */
export function MediaSection({ chat }: { readonly chat: ChatId }): ReactNode {
  const { found } = useFound(chat, isVisual, MOST_TILES);
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={m.gallery_title()} className="border-line border-t px-2 pt-2">
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="flex min-h-12 w-full items-center gap-4 rounded-md px-3 text-start hover:bg-hover"
      >
        <Icon name="picture" className="text-ink-soft" />
        <span className="min-w-0 grow py-1.5">{m.gallery_title()}</span>
        <Icon name="chevron-end" size={18} className="text-ink-soft" />
      </button>
      {found && found.messages.length > 0 && (
        <div className="px-3 pt-1 pb-2">
          <Tiles messages={found.messages} most={MOST_TILES} className="grid-cols-3" />
        </div>
      )}
      {open && (
        <Suspense>
          <GalleryDialog chat={chat} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  );
}
