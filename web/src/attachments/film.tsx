import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { readableDuration } from '../text/readable-duration.ts';
import { Icon } from '../ui/icon.tsx';
import { FileDisc } from './file-disc.tsx';
import type { FileRef } from './open-files.ts';
import { Blurred } from './picture.tsx';
import { useThumbnail } from './use-thumbnail.ts';

interface FilmProps {
  readonly file: FileRef;
  readonly onOpen: () => void;
}

/** A film in a bubble: its first picture, how long it is, and a sign to play it. It is fetched when somebody wants to see it. */
export function Film({ file, onOpen }: FilmProps): ReactNode {
  const thumbnail = useThumbnail(file);
  const { durationMs } = file.file;
  return (
    <button
      type="button"
      aria-label={m.files_open_video()}
      onClick={onOpen}
      className="absolute inset-0 flex items-center justify-center overflow-hidden bg-sunken outline-offset-[-3px]"
    >
      {thumbnail && <Blurred url={thumbnail} />}
      <FileDisc icon="play" className="bg-shade text-white" />
      <span className="absolute start-2 bottom-2 flex items-center gap-1 rounded-full bg-shade px-2 py-0.5 text-white text-xs tabular-nums">
        <Icon name="film" size={14} />
        {durationMs !== undefined && readableDuration(durationMs)}
      </span>
    </button>
  );
}
