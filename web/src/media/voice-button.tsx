// The microphone in the place of the send button: a click records until it is sent, holding it until it is let go.
import type { MouseEvent, PointerEvent, ReactNode } from 'react';
import { useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { m } from '../i18n/messages.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { followHold } from './hold.ts';
import { cancelRecording, lockRecording, startRecording, useRecording } from './recording.ts';
import { sendVoice } from './send-voice.ts';

export function VoiceButton(): ReactNode {
  const store = useOpenChatStore();
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault(); // the field keeps the focus
    void startRecording(true);
    followHold(event, {
      released: () => (useRecording.getState().phase === 'asking' ? lockRecording() : void sendVoice(store)),
      clicked: lockRecording,
      up: lockRecording,
      aside: cancelRecording,
    });
  };
  // From the keyboard, or by what presses buttons for people.
  const onClick = ({ detail }: MouseEvent): void => {
    if (detail === 0) void startRecording(false);
  };
  return (
    <IconButton
      icon="mic"
      label={m.record_start()}
      className="size-11 touch-none bg-accent-fill text-on-accent! enabled:hover:bg-accent-fill-hover"
      onPointerDown={onPointerDown}
      onClick={onClick}
      onContextMenu={event => event.preventDefault()}
    />
  );
}
