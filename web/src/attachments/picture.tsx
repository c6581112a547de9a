// A picture in a bubble: the room it takes is there from the start, the small picture that came with the message fills it,
// and the real one takes its place (U21). It fills what it is put into.
import { type ReactNode, useState } from 'react';
import { errorText } from '../i18n/error-text.ts';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { readableBytes } from '../text/readable-bytes.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { FileDisc } from './file-disc.tsx';
import { comesUnasked, files, useFile } from './files.ts';
import { PLAIN_BYTES } from './kinds.ts';
import type { FileRef, FileState } from './open-files.ts';
import { useThumbnail } from './use-thumbnail.ts';

interface PictureProps {
  readonly file: FileRef;
  readonly onOpen: () => void;
  readonly fit?: 'whole' | 'cut';
}

export function Picture({ file: ref, onOpen, fit = 'cut' }: PictureProps): ReactNode {
  const unasked = comesUnasked(ref.file);
  const state = useFile(ref, unasked);
  const thumbnail = useThumbnail(ref);
  const [drawn, setDrawn] = useState<'whole' | 'broken'>();
  const broken = drawn === 'broken' || (state?.state === 'open' && state.blob.type === PLAIN_BYTES);
  const step = stepOf(state, unasked);
  const act = { open: onOpen, fetch: () => void files.open(ref), cancel: () => files.stop(ref) }[step];
  return (
    <button
      type="button"
      aria-label={labelOf(ref, state, step)}
      onClick={act}
      className="absolute inset-0 flex items-center justify-center overflow-hidden bg-sunken outline-offset-[-3px]"
    >
      {thumbnail && drawn !== 'whole' && <Blurred url={thumbnail} />}
      {state?.state === 'open' && !broken && (
        <img
          src={state.url}
          alt=""
          draggable={false}
          decoding="async"
          onLoad={() => setDrawn('whole')}
          onError={() => setDrawn('broken')}
          className={classes(
            'absolute inset-0 size-full transition-opacity',
            fit === 'whole' ? 'object-scale-down' : 'object-cover',
            drawn === 'whole' ? 'opacity-100' : 'opacity-0',
          )}
        />
      )}
      {broken && <Icon name="warning" size={32} className="relative text-ink-soft" />}
      {step === 'fetch' && <Waiting file={ref} state={state} />}
      {step === 'cancel' && <Fetching file={ref} state={state} />}
    </button>
  );
}

/** The small picture until the real one is here: it has few pixels. */
export function Blurred({ url }: { readonly url: string }): ReactNode {
  return (
    <img src={url} alt="" draggable={false} className="absolute inset-0 size-full scale-105 object-cover blur-[3px]" />
  );
}

/** It is fetched by a click: how large it is, or why it did not come. */
function Waiting({ file, state }: { readonly file: FileRef; readonly state: FileState | undefined }): ReactNode {
  const failed = state?.state === 'failed';
  const says = failed ? errorText(state.error) : readableBytes(file.file.size, localeTag());
  return (
    <span className="relative flex max-w-full flex-col items-center gap-1 p-2 text-white text-xs">
      <FileDisc icon={failed ? 'retry' : 'download'} className="bg-shade" />
      <span className="line-clamp-3 rounded-md bg-shade px-2 py-0.5 text-center">{says}</span>
    </span>
  );
}

/** What comes soon shows nothing of it, so that nothing flashes. */
function Fetching({ file, state }: { readonly file: FileRef; readonly state: FileState | undefined }): ReactNode {
  return (
    <span className="animate-[appear_0.2s_0.5s_both]">
      <FileDisc icon="close" share={shareOf(file, state)} className="bg-shade text-white" />
    </span>
  );
}

type Step = 'open' | 'fetch' | 'cancel';

/** What a click does. */
function stepOf(state: FileState | undefined, unasked: boolean): Step {
  if (state) return ({ open: 'open', opening: 'cancel', failed: 'fetch', stopped: 'fetch' } as const)[state.state];
  return unasked ? 'cancel' : 'fetch';
}

function labelOf(ref: FileRef, state: FileState | undefined, step: Step): string {
  if (step === 'open') return m.files_open_photo();
  if (step === 'cancel') return m.files_loading({ percent: Math.floor(100 * shareOf(ref, state)) });
  if (state?.state === 'failed') return `${m.files_retry()}: ${errorText(state.error)}`;
  return m.files_load({ size: readableBytes(ref.file.size, localeTag()) });
}

/** From 0 to 1. */
export function shareOf({ file: { size } }: FileRef, state: FileState | undefined): number {
  return state?.state === 'opening' && size > 0 ? Math.min(1, state.done / size) : 0;
}
