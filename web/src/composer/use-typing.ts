// Tells the others that the person is typing or recording here, while it is so.
import { useEffect, useMemo } from 'react';
import { useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { useRecording } from '../media/recording.ts';
import { tellTyping } from '../state/typing.ts';
import { looksEmpty } from '../text/bidi.ts';

interface OwnTyping {
  /** The person has typed, and this stands there now. */
  readonly wrote: (text: string) => void;
  readonly stop: () => void;
}

/** More often than others take it to be over; it is the engine that says it less often. */
const AGAIN_MS = 1_000;

export function useTyping(): OwnTyping {
  const store = useOpenChatStore();
  const recording = useRecording(({ phase }) => phase === 'running');
  const typing = useMemo(() => {
    const { account } = store.getState();
    let told = false;
    const stop = (): void => {
      if (told) tellTyping(account, undefined);
      told = false;
    };
    const wrote = (text: string): void => {
      // What an edit will say is seen where it is seen already.
      if (looksEmpty(text) || store.getState().editing) return stop();
      told = true;
      tellTyping(account, 'text');
    };
    return { wrote, stop };
  }, [store]);
  useEffect(() => typing.stop, [typing]);
  useEffect(() => {
    if (!recording) return;
    const { account } = store.getState();
    const tell = (): void => tellTyping(account, 'voice');
    tell();
    const timer = setInterval(tell, AGAIN_MS);
    return () => {
      clearInterval(timer);
      tellTyping(account, undefined);
    };
  }, [recording, store]);
  return typing;
}
