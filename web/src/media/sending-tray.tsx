// The files of this chat that are on their way, below its messages: no message yet, and seen wherever one has scrolled.
import type { ReactNode } from 'react';
import { useShallow } from 'zustand/shallow';
import { FileDisc } from '../attachments/file-disc.tsx';
import { thumbnailUrl } from '../attachments/thumbnail.ts';
import { useOpenChat } from '../conversation/open-chat-context.tsx';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { cancelSending, retrySending, type Sending, useSendings } from './sendings.ts';

export function SendingTray(): ReactNode {
  const chat = useOpenChat(open => open.account);
  const sendings = useSendings(useShallow(state => state.sendings.filter(sending => sending.chat === chat)));
  if (sendings.length === 0) return null;
  return (
    <ul
      aria-label={m.media_sendings()}
      className="flex max-h-[40%] shrink-0 flex-col items-end gap-1.5 overflow-y-auto px-4 pt-1 pb-2 @2xl:px-8"
    >
      {sendings.map(sending => (
        <Card key={sending.id} sending={sending} />
      ))}
    </ul>
  );
}

function Card({ sending }: { readonly sending: Sending }): ReactNode {
  const { id, files, text, state, share } = sending;
  const ended = state === 'failed' || state === 'lost';
  const thumbnails = files.flatMap(({ thumbnail }) => thumbnailUrl(thumbnail) ?? []).slice(0, 3);
  return (
    <li className="flex w-96 max-w-full flex-col gap-1 rounded-lg rounded-ee-sm bg-own p-2 shadow-raised forced-colors:border">
      <div className="flex min-w-0 items-center gap-3">
        <button
          type="button"
          aria-label={ended ? m.media_discard() : m.media_cancel()}
          title={ended ? m.media_discard() : m.media_cancel()}
          onClick={() => void cancelSending(id)}
          className="rounded-full"
        >
          <FileDisc
            icon="close"
            share={ended ? undefined : share}
            className="bg-accent-fill text-on-accent hover:bg-accent-fill-hover"
          />
        </button>
        <div className="min-w-0 grow">
          <p className="flex min-w-0 gap-1 font-medium">
            <bdi className="truncate">{files[0]?.name}</bdi>
            {files.length > 1 && <span className="shrink-0">+{files.length - 1}</span>}
          </p>
          {text && <p className="truncate text-own-soft text-sm">{text}</p>}
          <StateLine sending={sending} />
        </div>
        {thumbnails.map(url => (
          <img key={url} src={url} alt="" className="-ms-1 size-11 shrink-0 rounded-sm object-cover" />
        ))}
      </div>
      {state === 'failed' && (
        <Button kind="quiet" icon="retry" className="self-start" onClick={() => retrySending(id)}>
          {m.media_retry()}
        </Button>
      )}
    </li>
  );
}

function StateLine({ sending: { state, share, error } }: { readonly sending: Sending }): ReactNode {
  const online = useSession(({ connection }) => connection.state === 'online');
  const percent = Math.floor(share * 100);
  if (state === 'failed' || state === 'lost') {
    return (
      <p role="alert" className="text-pretty text-danger text-sm">
        {state === 'lost' ? m.media_lost() : errorText(error)}
      </p>
    );
  }
  if (state === 'waiting') {
    return <p className="text-own-soft text-sm">{online ? m.media_queued() : m.media_waiting()}</p>;
  }
  const label = m.media_sending({ percent });
  return (
    <p role="progressbar" aria-label={label} aria-valuenow={percent} className="text-own-soft text-sm">
      {label}
    </p>
  );
}
