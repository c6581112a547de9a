// Where files come into an open chat: dropped, pasted, chosen; then looked at before they are sent.
import { type ReactNode, Suspense, useEffect } from 'react';
import { usePeer } from '../conversation/use-peer.ts';
import { m } from '../i18n/messages.ts';
import { AttachDialog } from '../shell/rooms.ts';
import { Icon } from '../ui/icon.tsx';
import { endAttaching, useAttaching } from './attaching.ts';
import { useIncomingFiles } from './use-incoming-files.ts';

export function MediaDoor(): ReactNode {
  const over = useIncomingFiles();
  const open = useAttaching(({ files }) => files !== undefined);
  const { name } = usePeer();
  useEffect(() => endAttaching, []);
  return (
    <>
      {over && !open && (
        <div
          data-drop-zone
          className="pointer-events-none fixed inset-0 z-40 flex items-center justify-center bg-scrim p-6 backdrop-blur-[2px]"
        >
          <p className="flex flex-col items-center gap-4 rounded-xl border-2 border-accent border-dashed bg-raised px-10 py-8 text-center font-semibold text-lg shadow-menu">
            <Icon name="attach" size={48} className="text-accent" />
            <span className="[overflow-wrap:anywhere]">{m.media_drop({ name })}</span>
          </p>
        </div>
      )}
      {open && (
        <Suspense>
          <AttachDialog name={name} />
        </Suspense>
      )}
    </>
  );
}
