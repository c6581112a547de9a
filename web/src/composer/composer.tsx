// Where a message is written. The text lives in the field, not in state: a key press draws nothing but the field itself.
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useOpenChat } from '../conversation/open-chat-context.tsx';
import { m } from '../i18n/messages.ts';
import { AttachButton } from '../media/attach-button.tsx';
import { canRecord } from '../media/recorder.ts';
import { cancelRecording, useRecording } from '../media/recording.ts';
import { VoiceBar } from '../media/voice-bar.tsx';
import { VoiceButton } from '../media/voice-button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { EditBar } from './edit-bar.tsx';
import { EmojiButton } from './emoji-button.tsx';
import { EmojiSuggestions } from './emoji-suggestions.tsx';
import { MentionSuggestions } from './mention-suggestions.tsx';
import { ReplyBar } from './reply-bar.tsx';
import { SizeLine } from './size-line.tsx';
import { insertText } from './text-field-edit.ts';
import { type ComposerParts, useComposer } from './use-composer.ts';

export function Composer(): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  const composer = useComposer(field);
  const { suggestions, mentions, size } = composer;
  const offered = suggestions.open
    ? { id: 'emoji-suggestion', active: suggestions.active }
    : mentions.open
      ? { id: 'mention-suggestion', active: mentions.active }
      : undefined;
  const recording = useRecording(({ phase }) => phase !== 'off');
  useFocusAfter(recording, field);
  useEffect(() => cancelRecording, []);
  const selecting = useOpenChat(chat => chat.selected !== undefined);
  return (
    <footer
      className={`relative shrink-0 border-line border-t bg-surface px-2 pt-2 pad-safe-bottom ${selecting ? 'hidden' : ''}`}
    >
      {suggestions.open && <EmojiSuggestions suggestions={suggestions} />}
      {mentions.open && <MentionSuggestions mentions={mentions} />}
      <ReplyBar />
      <EditBar />
      {size && <SizeLine size={size} />}
      {recording && <VoiceBar />}
      <div className={`items-end gap-1 ${recording ? 'hidden' : 'flex'}`}>
        <EmojiButton onPick={emoji => insertText(field.current!, emoji)} field={field} />
        {!composer.editing && <AttachButton />}
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          name="message"
          autoComplete="off"
          enterKeyHint={composer.enterSends ? 'send' : 'enter'}
          placeholder={m.composer_placeholder()}
          aria-label={m.composer_placeholder()}
          aria-invalid={size?.over || undefined}
          aria-describedby={size ? 'composer-size' : undefined}
          aria-autocomplete="list"
          aria-controls={offered && `${offered.id}s`}
          aria-activedescendant={offered && `${offered.id}-${offered.active}`}
          className="field-sizing-content max-h-[8.875rem] min-h-11 min-w-0 grow resize-none overflow-y-auto rounded-xl bg-sunken px-4 py-2.5 text-base outline-offset-0 focus-visible:outline-1 focus-visible:outline-accent/70 [overflow-wrap:anywhere]"
          onInput={composer.onInput}
          onKeyDown={composer.onKeyDown}
          onSelect={composer.onSelect}
          onBlur={composer.onBlur}
        />
        {composer.filled || composer.editing || !canRecord() ? <SendButton composer={composer} /> : <VoiceButton />}
      </div>
    </footer>
  );
}

function SendButton({ composer }: { readonly composer: ComposerParts }): ReactNode {
  return (
    <IconButton
      icon={composer.editing ? 'check' : 'send'}
      label={composer.editing ? m.composer_save_edit() : m.composer_send()}
      disabled={!composer.filled || composer.size?.over === true}
      className="size-11 bg-accent-fill text-on-accent! enabled:hover:bg-accent-fill-hover disabled:bg-sunken disabled:text-ink-soft!"
      // The field keeps the focus, and a phone its keyboard.
      onPointerDown={event => event.preventDefault()}
      onClick={() => void composer.send()}
    />
  );
}

/** Back in the field when a recording has ended. */
function useFocusAfter(recording: boolean, field: RefObject<HTMLTextAreaElement | null>): void {
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !recording) field.current?.focus();
    was.current = recording;
  }, [recording, field]);
}
