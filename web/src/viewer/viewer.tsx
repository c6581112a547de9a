// Pictures and films over the whole window (U21): from one to the next, closer, saved. A dialog of the browser's own, so the
// focus stays in it and goes back.
import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { keyOfFile } from '../attachments/open-files.ts';
import { m } from '../i18n/messages.ts';
import { endViewing, type Seen, useViewing, type Viewing, viewNext } from '../state/viewing.ts';
import { RichText } from '../text/rich-text.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Prefetch, Stage } from './stage.tsx';
import { useMore } from './use-more.ts';
import { type StageControls, ViewerHeader } from './viewer-header.tsx';

export function Viewer(): ReactNode {
  const { viewing } = useViewing();
  return viewing && <Opened viewing={viewing} />;
}

function Opened({ viewing }: { readonly viewing: Viewing }): ReactNode {
  const { all, at } = viewing;
  useMore(viewing);
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
          <SideStep by={-1} viewing={viewing} />
          <SideStep by={1} viewing={viewing} />
        </div>
        <Caption seen={seen} />
        <StepsBelow viewing={viewing} />
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

/** At the sides of the stage, or below it where there is no room beside pictures. */
function SideStep({ by, viewing: { all, at } }: StepProps): ReactNode {
  if (!all[at + by]) return null;
  const side = by > 0 ? 'end-3' : 'start-3';
  return <StepButton by={by} className={classes('absolute top-1/2 -translate-y-1/2 bg-shade max-two:hidden', side)} />;
}

interface StepProps {
  readonly by: 1 | -1;
  readonly viewing: Viewing;
}

function StepButton({
  by,
  ...rest
}: Omit<ComponentProps<typeof IconButton>, 'icon' | 'label'> & { readonly by: 1 | -1 }): ReactNode {
  return (
    <IconButton
      icon={by > 0 ? 'chevron-end' : 'chevron-start'}
      label={by > 0 ? m.viewer_next() : m.viewer_previous()}
      onClick={() => viewNext(by)}
      {...rest}
    />
  );
}

function StepsBelow({ viewing: { all, at } }: { readonly viewing: Viewing }): ReactNode {
  if (all.length < 2) return null;
  return (
    <div className="flex shrink-0 items-center justify-between px-4 py-1 two:hidden">
      <StepButton by={-1} disabled={at === 0} />
      <StepButton by={1} disabled={at === all.length - 1} />
    </div>
  );
}

function Caption({ seen: { message } }: { readonly seen: Seen }): ReactNode {
  if (!message.text) return null;
  return (
    <div
      dir="auto"
      className="max-h-28 shrink-0 overflow-y-auto whitespace-pre-wrap px-6 py-3 text-center [overflow-wrap:anywhere] [unicode-bidi:plaintext]"
    >
      <RichText text={message.text} />
    </div>
  );
}
