// The voice message that is being recorded in this tab, and what a person does with it (U32).
import type { ChatId, MessageId } from '@parley/client';
import { create } from 'zustand';
import { stopPlaying } from '../attachments/player.ts';
import { m } from '../i18n/messages.ts';
import { showToast } from '../state/toasts.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import { sendFiles } from './sendings.ts';

interface Recording {
  /** `asking`: the browser asks the person for the microphone. */
  readonly phase: 'off' | 'asking' | 'running' | 'paused';
  /** It ends when the finger is lifted. */
  readonly held: boolean;
  readonly recorder: Recorder | undefined;
}

/** Shorter ones are slips of the finger. */
const LEAST_MS = 500;
const ENDINGS: Readonly<Record<string, string>> = { 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' };
const off: Recording = { phase: 'off', held: false, recorder: undefined };

export const useRecording = create<Recording>(() => off);

/** Of what is asked for now; a later one, or none, makes an answer that comes late void. */
let asked = 0;

export async function startRecording(held: boolean): Promise<void> {
  if (useRecording.getState().phase !== 'off') return;
  const ask = ++asked;
  useRecording.setState({ phase: 'asking', held, recorder: undefined });
  stopPlaying();
  try {
    const recorder = await startRecorder();
    if (ask !== asked) return recorder.cancel();
    useRecording.setState({ phase: 'running', recorder });
  } catch (error) {
    if (ask !== asked) return;
    useRecording.setState(off);
    const denied = error instanceof DOMException && error.name === 'NotAllowedError';
    showToast(denied ? m.record_denied() : m.record_failed());
  }
}

/** The finger may be lifted: it goes on. */
export function lockRecording(): void {
  useRecording.setState({ held: false });
}

export function pauseRecording(): void {
  useRecording.getState().recorder?.pause();
  useRecording.setState({ phase: 'paused' });
}

export function resumeRecording(): void {
  useRecording.getState().recorder?.resume();
  useRecording.setState({ phase: 'running' });
}

export function cancelRecording(): void {
  asked++;
  useRecording.getState().recorder?.cancel();
  useRecording.setState(off);
}

export async function sendRecording(chat: ChatId, replyTo: MessageId | undefined): Promise<void> {
  const { recorder } = useRecording.getState();
  if (!recorder) return cancelRecording();
  asked++;
  useRecording.setState(off);
  const voice = await recorder.stop();
  if (!voice || voice.durationMs < LEAST_MS) return;
  const { blob, durationMs, waveform } = voice;
  const name = `voice-message.${ENDINGS[blob.type] ?? 'webm'}`;
  const file = { source: blob, name, type: blob.type, durationMs, waveform };
  await sendFiles(chat, [file], { text: '', ...(replyTo ? { replyTo } : {}) });
}
