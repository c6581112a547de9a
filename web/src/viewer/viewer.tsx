// Pictures and films over the whole window (U21): from one to the next, closer, saved. A dialog of the browser's own, so the
// focus stays in it and goes back.
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { keyOfFile } from '../attachments/open-files.ts';
import { m } from '../i18n/messages.ts';
import { endViewing, type Seen, useViewing, type Viewing, viewNext } from '../state/viewing.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Prefetch, Stage } from './stage.tsx';
import { type StageControls, ViewerHeader } from './viewer-header.tsx';

export function Viewer(): ReactNode {
  const { viewing } = useViewing();
  return viewing && <Opened viewing={viewing} />;
}

function Opened({ viewing: { all, at } }: { readonly viewing: Viewing }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const controls = useRef<StageControls>(null);
  useModal(dialog);
  const seen = all[at]!;
  return (
    <dialog
      ref={dialog}
      aria-label={m.viewer_title()}
      onKeyDown={event => onKey(event, controls.current)}
      onCancel={event => {
        event.preventDefault();
        endViewing();
      }}
      className="m-0 h-dvh max-h-none w-dvw max-w-none overflow-hidden bg-stage p-0 text-white [color-scheme:dark]"
    >
      <div className="flex h-full flex-col">
        <ViewerHeader seen={seen} controls={controls} place={all.length > 1 ? `${at + 1} / ${all.length}` : ''} />
        <div className="relative flex min-h-0 grow">
          <Stage
            key={keyOfFile(seen.ref)}
            file={seen.ref}
            controls={controls}
            onSwipe={x => viewNext(x < 0 === isRtl() ? -1 : 1)}
          />
          <Step by={-1} all={all} at={at} />
          <Step by={1} all={all} at={at} />
        </div>
        <Caption seen={seen} />
      </div>
      {all[at + 1] && <Prefetch file={all[at + 1]!.ref} />}
      {all[at - 1] && <Prefetch file={all[at - 1]!.ref} />}
    </dialog>
  );
}

const isRtl = (): boolean => document.dir === 'rtl';

function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [dialog]);
}

/** How many pictures a key leads on. */
const WAYS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  PageDown: 1,
  PageUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};
const ZOOM_STEP = 1.5;
const FACTORS: Readonly<Record<string, number>> = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP };

function onKey(event: KeyboardEvent, controls: StageControls | null): void {
  // Its own keys go forth and back in a film.
  if (event.target instanceof HTMLVideoElement || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  const [way, factor] = [WAYS[key], FACTORS[key]];
  if (way !== undefined) viewNext(key.startsWith('Arrow') && isRtl() ? -way : way);
  else if (factor !== undefined) controls?.by(factor);
  else if (key === '0') controls?.reset();
  else return;
  event.preventDefault();
}

function Step({ by, all, at }: Viewing & { readonly by: 1 | -1 }): ReactNode {
  if (!all[at + by]) return null;
  return (
    <IconButton
      icon={by > 0 ? 'chevron-end' : 'chevron-start'}
      label={by > 0 ? m.viewer_next() : m.viewer_previous()}
      onClick={() => viewNext(by)}
      className={`absolute top-1/2 -translate-y-1/2 bg-shade text-white ${by > 0 ? 'end-3' : 'start-3'}`}
    />
  );
}

function Caption({ seen: { message } }: { readonly seen: Seen }): ReactNode {
  if (!message.text) return null;
  return (
    <p
      dir="auto"
      tabIndex={-1}
      className="max-h-28 shrink-0 overflow-y-auto whitespace-pre-wrap px-6 py-3 text-center [overflow-wrap:anywhere] [unicode-bidi:plaintext]"
    >
      {message.text}
    </p>
  );
}
