// One picture or film as large as the window lets it be; what there is of it until it is here.
import { type ReactNode, type RefObject, useImperativeHandle, useRef, useState } from 'react';
import { FileDisc } from '../attachments/file-disc.tsx';
import { comesUnasked, files, saveFile, useFile } from '../attachments/files.ts';
import { kindOf, PLAIN_BYTES } from '../attachments/kinds.ts';
import type { FileRef } from '../attachments/open-files.ts';
import { shareOf } from '../attachments/picture.tsx';
import { stopPlaying } from '../attachments/player.ts';
import { useThumbnail } from '../attachments/use-thumbnail.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { useZoom } from './use-zoom.ts';
import type { StageControls } from './viewer-header.tsx';

interface StageProps {
  readonly file: FileRef;
  readonly controls: RefObject<StageControls | null>;
  readonly onSwipe: (x: number) => void;
}

export function Stage({ file: ref, controls, onSwipe }: StageProps): ReactNode {
  const stage = useRef<HTMLDivElement>(null);
  const state = useFile(ref, true);
  const [broken, setBroken] = useState(false);
  const { view, by, reset, on } = useZoom(stage, onSwipe);
  const isVideo = kindOf(ref.file) === 'video';
  useImperativeHandle(controls, () => (isVideo ? nothing : { by, reset }));
  return (
    <div
      ref={stage}
      {...on}
      className={`relative flex min-w-0 grow touch-none items-center justify-center overflow-hidden ${view.scale > 1 ? 'cursor-move' : ''}`}
    >
      {broken || (state?.state === 'open' && state.blob.type === PLAIN_BYTES) ? (
        <Broken file={ref} />
      ) : state?.state !== 'open' ? (
        <Coming file={ref} />
      ) : isVideo ? (
        <Film url={state.url} file={ref} onBroken={() => setBroken(true)} />
      ) : (
        <img
          src={state.url}
          alt={m.files_photo()}
          draggable={false}
          onError={() => setBroken(true)}
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
          className="max-h-full max-w-full select-none object-contain"
        />
      )}
    </div>
  );
}

const nothing: StageControls = { by: () => undefined, reset: () => undefined };

interface FilmProps {
  readonly url: string;
  readonly file: FileRef;
  readonly onBroken: () => void;
}

function Film({ url, file, onBroken }: FilmProps): ReactNode {
  const poster = useThumbnail(file);
  return (
    // biome-ignore lint/a11y/useMediaCaption: people's own films have none
    <video
      src={url}
      poster={poster}
      controls
      autoPlay
      playsInline
      aria-label={m.files_video()}
      onPlay={stopPlaying}
      onError={onBroken}
      className="max-h-full max-w-full"
    />
  );
}

/** The small picture in the shape of the real one, and how much is here. */
function Coming({ file: ref }: { readonly file: FileRef }): ReactNode {
  const state = useFile(ref);
  const thumbnail = useThumbnail(ref);
  const { width = 1, height = 1 } = ref.file;
  const failed = state?.state === 'failed';
  return (
    <>
      {thumbnail && (
        <img
          src={thumbnail}
          alt=""
          draggable={false}
          style={{ aspectRatio: `${width} / ${height}`, width: `${width}px` }}
          className="max-h-full max-w-full object-contain opacity-60 blur-md"
        />
      )}
      <div
        role={failed ? 'alert' : 'status'}
        className="absolute flex max-w-sm flex-col items-center gap-3 px-6 text-center"
      >
        {failed ? (
          <>
            <p>{errorText(state.error)}</p>
            <Button icon="retry" onClick={() => void files.open(ref)}>
              {m.files_retry()}
            </Button>
          </>
        ) : (
          <span className="flex flex-col items-center gap-2 animate-[appear_0.2s_0.3s_both]">
            <FileDisc
              icon={kindOf(ref.file) === 'video' ? 'film' : 'download'}
              share={shareOf(ref, state)}
              className="bg-shade"
            />
            <span className="rounded-full bg-shade px-2 text-sm">
              {m.files_loading({ percent: Math.floor(100 * shareOf(ref, state)) })}
            </span>
          </span>
        )}
      </div>
    </>
  );
}

function Broken({ file }: { readonly file: FileRef }): ReactNode {
  return (
    <div role="alert" className="flex max-w-sm flex-col items-center gap-3 px-6 text-center">
      <p>{m.files_not_shown()}</p>
      <Button icon="download" onClick={() => void saveFile(file)}>
        {m.files_save()}
      </Button>
    </div>
  );
}

/** Has the one beside it come meanwhile. */
export function Prefetch({ file }: { readonly file: FileRef }): ReactNode {
  useFile(file, kindOf(file.file) === 'image' && comesUnasked(file.file));
  return null;
}
