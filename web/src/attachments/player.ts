// What is being listened to in this tab: one at a time (U22). It goes on when its message is scrolled away.
import { create } from 'zustand';
import { files } from './files.ts';
import { type FileRef, keyOfFile } from './open-files.ts';
import { markPlayed } from './played.ts';
import { stretchedToEnd } from './whole-duration.ts';

export type Speed = 1 | 1.5 | 2;

interface Player {
  /** The one that plays or that was paused last. */
  readonly key: string | undefined;
  readonly playing: boolean;
  /** It cannot be played here. */
  readonly broken: ReadonlySet<string>;
  /** Where each that was begun stands, in milliseconds. */
  readonly at: { readonly [key: string]: number };
  /** How long they turned out to be. */
  readonly durations: { readonly [key: string]: number };
  readonly speed: Speed;
}

/** What plays after it, by itself. */
export type NextOf = (ref: FileRef) => FileRef | undefined;

export const usePlayer = create<Player>(() => ({
  key: undefined,
  playing: false,
  broken: new Set(),
  at: {},
  durations: {},
  speed: 1,
}));

interface Current {
  readonly ref: FileRef;
  readonly audio: HTMLAudioElement;
  readonly release: () => void;
}

let current: Current | undefined;

export function togglePlaying(ref: FileRef, nextOf: NextOf = () => undefined): void {
  if (current && keyOfFile(current.ref) === keyOfFile(ref)) {
    if (current.audio.paused) void current.audio.play().catch(() => undefined);
    else current.audio.pause();
  } else void play(ref, nextOf);
}

export function seek(ref: FileRef, ms: number): void {
  const key = keyOfFile(ref);
  usePlayer.setState(({ at }) => ({ at: { ...at, [key]: ms } }));
  if (current && keyOfFile(current.ref) === key) current.audio.currentTime = ms / 1_000;
}

export function nextSpeed(): void {
  const speed = ({ 1: 1.5, 1.5: 2, 2: 1 } as const)[usePlayer.getState().speed];
  if (current) current.audio.playbackRate = speed;
  usePlayer.setState({ speed });
}

/** Nobody listens any more: another chat is open, a film begins. */
export function stopPlaying(): void {
  current?.audio.pause();
  current?.audio.removeAttribute('src');
  current?.release();
  current = undefined;
  usePlayer.setState({ key: undefined, playing: false });
}

async function play(ref: FileRef, nextOf: NextOf): Promise<void> {
  stopPlaying();
  const key = keyOfFile(ref);
  const audio = new Audio();
  const mine: Current = { ref, audio, release: files.use(ref) };
  const isMine = (): boolean => current === mine;
  current = mine;
  usePlayer.setState({ key, playing: true });
  await files.open(ref);
  const state = files.store.getState()[key];
  if (!isMine()) return;
  if (state?.state !== 'open') return stopPlaying();
  const broken = (): void => {
    if (!isMine()) return;
    stopPlaying();
    usePlayer.setState(({ broken: before }) => ({ broken: new Set([...before, key]) }));
  };
  audio.addEventListener('error', broken);
  audio.src = state.url;
  const seconds = await stretchedToEnd(audio);
  if (!isMine()) return;
  audio.currentTime = (usePlayer.getState().at[key] ?? 0) / 1_000;
  audio.playbackRate = usePlayer.getState().speed;
  usePlayer.setState(({ durations }) => ({ durations: { ...durations, [key]: seconds * 1_000 } }));
  follow(mine, nextOf);
  void markPlayed(ref);
  await audio.play().catch(() => isMine() && usePlayer.setState({ playing: false }));
}

function follow({ ref, audio }: Current, nextOf: NextOf): void {
  const key = keyOfFile(ref);
  const isMine = (): boolean => current?.audio === audio;
  const look = (): void => {
    if (!isMine()) return;
    const ms = audio.currentTime * 1_000;
    usePlayer.setState(({ at }) => ({ playing: !audio.paused, at: { ...at, [key]: ms } }));
  };
  for (const event of ['play', 'pause', 'timeupdate', 'seeked']) audio.addEventListener(event, look);
  audio.addEventListener('ended', () => {
    if (!isMine()) return;
    stopPlaying();
    usePlayer.setState(({ at }) => ({ at: { ...at, [key]: 0 } }));
    const next = nextOf(ref);
    if (next) void play(next, nextOf);
  });
}
