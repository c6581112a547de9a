// What stands in the composer's place while a voice message is recorded: how long, how loud, and what can be done.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { m } from '../i18n/messages.ts';
import { readableDuration } from '../text/readable-duration.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import type { Recorder } from './recorder.ts';
import { cancelRecording, pauseRecording, resumeRecording, useRecording } from './recording.ts';
import { sendVoice } from './send-voice.ts';

const LOOK_EVERY_MS = 100;

export function VoiceBar(): ReactNode {
  const store = useOpenChatStore();
  const { phase, held, recorder } = useRecording();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (recorder && !held) bar.current?.querySelector<HTMLElement>('[data-send]')?.focus();
  }, [recorder, held]);
  useEscape(cancelRecording);
  const paused = phase === 'paused';
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: it is no part of a form */}
      <div ref={bar} role="group" aria-label={m.record_running()} className="flex items-center gap-2">
        <IconButton icon="trash" label={m.record_cancel()} className="size-11" onClick={cancelRecording} />
        {recorder ? <Meter recorder={recorder} paused={paused} /> : <Asking />}
        <IconButton
          icon={paused ? 'mic' : 'pause'}
          label={paused ? m.record_resume() : m.record_pause()}
          disabled={!recorder}
          className="size-11"
          onClick={paused ? resumeRecording : pauseRecording}
        />
        <IconButton
          data-send
          icon="send"
          label={m.record_send()}
          disabled={!recorder}
          className="size-11 bg-accent-fill text-on-accent! enabled:hover:bg-accent-fill-hover disabled:bg-sunken disabled:text-ink-soft!"
          onClick={() => void sendVoice(store)}
        />
      </div>
      {held && (
        <p className="absolute inset-x-2 bottom-full mx-auto mb-2 w-fit animate-[appear_0.2s_0.4s_both] rounded-lg bg-raised px-3 py-1.5 text-center text-sm shadow-menu">
          {m.record_hold()}
        </p>
      )}
    </div>
  );
}

/** Wherever the focus is, before the chat or the window has it. */
function useEscape(run: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open], :popover-open')) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [run]);
}

function Asking(): ReactNode {
  return <p className="min-w-0 grow truncate text-ink-soft">{m.record_asking()}</p>;
}

interface MeterProps {
  readonly recorder: Recorder;
  readonly paused: boolean;
}

function Meter({ recorder, paused }: MeterProps): ReactNode {
  const [, look] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => look(count => count + 1), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <span
        aria-hidden="true"
        className={classes('ms-1 size-2.5 shrink-0 rounded-full bg-danger', !paused && 'motion-safe:animate-pulse')}
      />
      <span role="timer" className="w-12 shrink-0 tabular-nums">
        {readableDuration(recorder.elapsedMs)}
      </span>
      <svg
        viewBox={`0 0 ${BARS * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        data-loudness={recorder.loudnesses.at(-1)?.toFixed(2)}
        className={classes('flip-rtl h-8 min-w-0 grow', paused ? 'text-ink-soft' : 'text-accent')}
        stroke="currentColor"
        strokeWidth={2.4}
        strokeLinecap="round"
      >
        <path d={pathOf(recorder.loudnesses)} />
      </svg>
    </>
  );
}

const [BARS, WIDTH, HEIGHT, LEAST] = [60, 4, 32, 1.5];

/** The last ones, the newest at the end. */
function pathOf(loudnesses: readonly number[]): string {
  const last = loudnesses.slice(-BARS);
  return last
    .map((loudness, i) => {
      const x = (BARS - last.length + i + 0.5) * WIDTH;
      const half = Math.max(LEAST, (loudness * (HEIGHT - 3)) / 2);
      return `M${x} ${HEIGHT / 2 - half}V${HEIGHT / 2 + half}`;
    })
    .join('');
}
