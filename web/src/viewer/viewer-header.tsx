import type { ReactNode, RefObject } from 'react';
import { saveFile } from '../attachments/files.ts';
import { kindOf } from '../attachments/kinds.ts';
import { useAuthorName } from '../conversation/author-name.ts';
import { fullTime } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { endViewing, type Seen } from '../state/viewing.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** What the stage lets others do. */
export interface StageControls {
  readonly by: (factor: number) => void;
  readonly reset: () => void;
}

interface ViewerHeaderProps {
  readonly seen: Seen;
  readonly controls: RefObject<StageControls | null>;
  /** "2 / 7" */
  readonly place: string;
}

/** Whose it is and when it was sent, and what can be done with it. */
export function ViewerHeader({ seen: { ref, message }, controls, place }: ViewerHeaderProps): ReactNode {
  const name = useAuthorName(message.author);
  const isPicture = kindOf(ref.file) === 'image';
  return (
    <header className="flex shrink-0 items-center gap-1 py-2 ps-4 pe-2">
      <div className="min-w-0 grow">
        <p className="truncate font-semibold">
          <bdi>{name}</bdi>
        </p>
        <p className="truncate text-ink-soft text-sm">
          <time dateTime={new Date(message.ts).toISOString()}>{fullTime(message.ts)}</time>
        </p>
      </div>
      {place && (
        <p dir="ltr" className="shrink-0 px-2 text-ink-soft text-sm tabular-nums">
          {place}
        </p>
      )}
      {isPicture && (
        <>
          <IconButton
            icon="zoom-out"
            label={m.viewer_smaller()}
            className="max-two:hidden"
            onClick={() => controls.current?.by(1 / ZOOM_STEP)}
          />
          <IconButton
            icon="zoom-in"
            label={m.viewer_larger()}
            className="max-two:hidden"
            onClick={() => controls.current?.by(ZOOM_STEP)}
          />
        </>
      )}
      <IconButton icon="download" label={m.files_save()} onClick={() => void saveFile(ref)} />
      <IconButton icon="close" label={m.ui_close()} onClick={endViewing} />
    </header>
  );
}

const ZOOM_STEP = 1.5;
