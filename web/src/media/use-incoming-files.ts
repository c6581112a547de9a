// Files that are dropped on the window or pasted while a chat is open (U29).
import { useEffect, useState } from 'react';
import { attach, useAttaching } from './attaching.ts';

/** True while files are dragged over the window. */
export function useIncomingFiles(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stops = [onPaste(), onDrag(setOver)];
    return () => stops.forEach(stop => void stop());
  }, []);
  return over;
}

const isElsewhere = (): boolean =>
  useAttaching.getState().files === undefined && document.querySelector('dialog[open]') !== null;

function onPaste(): () => void {
  const paste = (event: ClipboardEvent): void => {
    const { files, types } = event.clipboardData!;
    // Word processors copy a picture of the text as well.
    if (files.length === 0 || types.includes('text/plain') || isElsewhere()) return;
    event.preventDefault();
    attach([...files]);
  };
  document.addEventListener('paste', paste);
  return () => document.removeEventListener('paste', paste);
}

function onDrag(setOver: (over: boolean) => void): () => void {
  const drag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files') || isElsewhere()) return;
    // Without this the browser opens the file in place of the app.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const leave = (event: DragEvent): void => {
    if (!event.relatedTarget) setOver(false);
  };
  const drop = (event: DragEvent): void => {
    setOver(false);
    if (!event.dataTransfer?.files.length || isElsewhere()) return;
    event.preventDefault();
    attach([...event.dataTransfer.files]);
  };
  const listeners = { dragenter: drag, dragover: drag, dragleave: leave, drop } as const;
  for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
  };
}
