// Sound in a bubble (U22): play and pause, a waveform to click into, how fast. Of voice that has not been heard, a dot says so.
import { type ReactNode, useEffect } from 'react';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { readableDuration } from '../text/readable-duration.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { FileDisc } from './file-disc.tsx';
import { comesUnasked, saveFile, useFile } from './files.ts';
import { type FileRef, keyOfFile } from './open-files.ts';
import { shareOf } from './picture.tsx';
import { readPlayed, usePlayed } from './played.ts';
import { type NextOf, nextSpeed, seek, togglePlaying, usePlayer } from './player.ts';
import { Waveform } from './waveform-bars.tsx';

interface VoiceNoteProps {
  readonly file: FileRef;
  readonly nextOf: NextOf;
  /** Somebody else's, so it matters whether it has been heard. */
  readonly incoming: boolean;
}

export function VoiceNote({ file: ref, nextOf, incoming }: VoiceNoteProps): ReactNode {
  const key = keyOfFile(ref);
  const state = useFile(ref, comesUnasked(ref.file));
  const isCurrent = usePlayer(player => player.key === key);
  const playing = usePlayer(player => player.key === key && player.playing);
  const at = usePlayer(player => player.at[key] ?? 0);
  const found = usePlayer(player => player.durations[key]);
  const broken = usePlayer(player => player.broken.has(key));
  const durationMs = found ?? ref.file.durationMs ?? 0;
  if (broken) return <CannotPlay file={ref} />;
  const waiting = playing && state?.state === 'opening';
  return (
    <div className="w-72 max-w-full">
      <div className="flex items-center gap-2 p-1">
        <button
          type="button"
          aria-label={playing ? m.voice_pause() : m.voice_play()}
          onClick={() => togglePlaying(ref, nextOf)}
          className="shrink-0 rounded-full"
        >
          <FileDisc
            icon={playing ? 'pause' : state?.state === 'failed' ? 'retry' : 'play'}
            share={waiting ? shareOf(ref, state) : undefined}
            className="bg-accent-fill text-on-accent"
          />
        </button>
        <div className="min-w-0 grow">
          <Waveform waveform={ref.file.waveform} at={at} durationMs={durationMs} onSeek={ms => seek(ref, ms)} />
          <div className="flex h-4 items-center text-other-soft text-xs tabular-nums">
            <span dir="ltr">{readableDuration(at > 0 ? at : durationMs)}</span>
            {incoming && <Unplayed file={ref} />}
          </div>
        </div>
        <SpeedButton shown={isCurrent} />
      </div>
      {state?.state === 'failed' && (
        <p role="alert" className="px-2 pb-4 text-pretty text-danger text-sm">
          {errorText(state.error)}
        </p>
      )}
    </div>
  );
}

function Unplayed({ file }: { readonly file: FileRef }): ReactNode {
  const unplayed = usePlayed(({ keys }) => keys !== undefined && !keys.has(keyOfFile(file)));
  useEffect(readPlayed, []);
  if (!unplayed) return null;
  const label = m.voice_unplayed();
  return <span role="img" aria-label={label} title={label} className="ms-2 size-2 rounded-full bg-accent-fill" />;
}

/** Keeps its room, so that nothing moves when it comes. */
function SpeedButton({ shown }: { readonly shown: boolean }): ReactNode {
  const speed = usePlayer(player => player.speed);
  return (
    <button
      type="button"
      dir="ltr"
      aria-label={m.voice_speed({ speed })}
      title={m.voice_speed({ speed })}
      onClick={nextSpeed}
      className={classes(
        'mt-0.5 min-h-6 w-11 shrink-0 self-start rounded-full bg-ink/8 font-semibold text-xs tabular-nums hover:bg-ink/14',
        !shown && 'invisible',
      )}
    >
      {speed}×
    </button>
  );
}

function CannotPlay({ file }: { readonly file: FileRef }): ReactNode {
  return (
    <div className="flex w-72 max-w-full items-center gap-3 p-2">
      <Icon name="warning" size={24} className="text-other-soft" />
      <div className="min-w-0 text-sm">
        <p className="text-pretty">{m.files_not_shown()}</p>
        <button type="button" className="font-semibold text-accent hover:underline" onClick={() => void saveFile(file)}>
          {m.files_save()}
        </button>
      </div>
    </div>
  );
}
