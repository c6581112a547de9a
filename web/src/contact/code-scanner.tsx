// The camera's picture, and what is read in it. The camera is on for as long as this is shown.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { createCodeReader } from './code-reader.ts';

interface CodeScannerProps {
  /** What the person is to do, or what is wrong with what was read last. */
  readonly how: string;
  /** What the person can do instead. */
  readonly instead: string;
  /** Said when there is no camera to be had; absent: what is the matter, and to compare digits. */
  readonly failed?: string;
  readonly onCode: (text: string) => void;
  readonly onCancel: () => void;
}

/** Between two looks: time for the page to breathe, and short enough to feel at once. */
const PAUSE_MS = 120;

export function CodeScanner({ how, instead, failed, onCode, onCancel }: CodeScannerProps): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  const [error, setError] = useState<unknown>();
  const tell = useRef(onCode);
  tell.current = onCode;
  useEffect(() => {
    const stop = new AbortController();
    scan(video.current!, stop.signal, text => tell.current(text)).catch(reason => {
      if (!stop.signal.aborted) setError(reason);
    });
    return () => stop.abort();
  }, []);
  return (
    <div className="flex flex-col gap-4">
      {error === undefined ? (
        <>
          <video
            ref={video}
            muted
            playsInline
            aria-label={m.scan_picture()}
            className="aspect-square w-full rounded-lg bg-sunken object-cover"
          />
          <p role="status" className="text-pretty text-center text-ink-soft text-sm">
            {how}
          </p>
        </>
      ) : (
        <div role="alert">
          <Note icon="camera" kind="warning">
            {failed ?? cameraError(error)}
          </Note>
        </div>
      )}
      <Button onClick={onCancel}>{instead}</Button>
    </div>
  );
}

async function scan(video: HTMLVideoElement, signal: AbortSignal, onCode: (text: string) => void): Promise<void> {
  // Without HTTPS there are no media devices at all.
  if (!navigator.mediaDevices) throw new DOMException('', 'SecurityError');
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const turnOff = (): void => stream.getTracks().forEach(track => void track.stop());
  if (signal.aborted) return turnOff();
  signal.addEventListener('abort', turnOff);
  video.srcObject = stream;
  const read = await createCodeReader();
  await video.play();
  while (!signal.aborted) {
    const text = await read(video);
    if (text !== undefined && !signal.aborted) onCode(text);
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}

function cameraError(error: unknown): string {
  const texts: Readonly<Record<string, () => string>> = {
    NotAllowedError: m.scan_not_allowed,
    NotFoundError: m.scan_no_camera,
    OverconstrainedError: m.scan_no_camera,
    NotReadableError: m.scan_camera_busy,
    SecurityError: m.scan_insecure,
  };
  return (texts[(error as { name?: string }).name ?? ''] ?? m.scan_failed)();
}
