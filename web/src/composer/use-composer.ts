// What happens with keys and texts in the composer: sending, marks, the draft, the limit.
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { useOpenChat, useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { focusMessages } from '../conversation/use-message-focus.ts';
import type { OpenChatStore } from '../state/open-chat.ts';
import { usePreferences } from '../state/preferences.ts';
import { useSession } from '../state/session.ts';
import { looksEmpty } from '../text/bidi.ts';
import { toggleMark } from './markers.ts';
import { sendMessage } from './send-message.ts';
import { applyEdit, fitHeight, setText } from './text-field-edit.ts';
import { sizeNearLimit, type TextSize } from './text-size.ts';
import { useDraft } from './use-draft.ts';
import { editLast, saveEdit, useEditing } from './use-editing.ts';
import { type Mentions, useMentions } from './use-mentions.ts';
import { type Suggestions, useSuggestions } from './use-suggestions.ts';
import { useTyping } from './use-typing.ts';

export interface ComposerParts {
  readonly filled: boolean;
  /** A message that is there is being put otherwise. */
  readonly editing: boolean;
  readonly size: TextSize | undefined;
  readonly enterSends: boolean;
  readonly suggestions: Suggestions;
  readonly mentions: Mentions;
  readonly send: () => Promise<void>;
  readonly onInput: () => void;
  readonly onSelect: () => void;
  readonly onBlur: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

const hasTouch = matchMedia('(pointer: coarse)');

export function useComposer(field: RefObject<HTMLTextAreaElement | null>): ComposerParts {
  const store = useOpenChatStore();
  const maxBytes = useSession(session => session.profile?.maxTextBytes ?? Number.POSITIVE_INFINITY);
  const wanted = usePreferences(preferences => preferences.enterSends);
  const enterSends = wanted && !hasTouch.matches;
  const [filled, setFilled] = useState(false);
  const [size, setSize] = useState<TextSize>();
  const suggestions = useSuggestions(field);
  const mentions = useMentions(field);

  /** Whatever has changed the text: keys, a draft, an emoji. */
  const onText = (): void => {
    const text = field.current!.value;
    setFilled(!looksEmpty(text));
    setSize(sizeNearLimit(text, maxBytes));
  };
  const draft = useDraft(field, onText);
  const editing = useEditing(field, draft, onText);
  const typing = useTyping();
  const onInput = (): void => {
    fitHeight(field.current!);
    onText();
    typing.wrote(field.current!.value);
    draft.changed();
    suggestions.look();
    mentions.look();
  };

  const send = async (): Promise<void> => {
    const element = field.current!;
    const text = element.value.trim();
    if (looksEmpty(text) || sizeNearLimit(text, maxBytes)?.over) return;
    if (saveEdit(store, text, mentions.inText(text))) return;
    draft.hold();
    typing.stop();
    setText(element, '');
    onText();
    suggestions.close();
    mentions.close();
    const sent = await sendMessage(store, text, mentions.inText(text));
    // What was not taken comes back, above what has been typed since.
    if (!sent) setText(element, [text, element.value].filter(Boolean).join('\n'));
    if (!sent) onInput();
    draft.release();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Keys of an input method are its own; 229 is what Safari calls the Enter that ends one (U26).
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (suggestions.onKey(event.key) || mentions.onKey(event.key)) return event.preventDefault();
    if (editKey(event, field.current!) || upKey(event, store)) return event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    if (!enterSends && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    void send();
  };

  useFocus(field);
  return {
    filled,
    editing,
    size,
    enterSends,
    suggestions,
    mentions,
    send,
    onInput,
    onSelect() {
      suggestions.look();
      mentions.look();
    },
    onBlur: draft.flush,
    onKeyDown,
  };
}

/** From an empty field to the last own message, to edit it (U31); from there, or where there is none, to the messages (U41). */
function upKey(event: KeyboardEvent<HTMLTextAreaElement>, store: OpenChatStore): boolean {
  if (event.key !== 'ArrowUp' || event.altKey || event.ctrlKey || event.shiftKey) return false;
  const { value, selectionStart } = event.currentTarget;
  const { editing } = store.getState();
  if (editing ? value !== editing.text || value.slice(0, selectionStart).includes('\n') : value !== '') return false;
  if (!editing && editLast(store)) return true;
  store.setState({ editing: undefined });
  focusMessages();
  return true;
}

const marks: Readonly<Record<string, string>> = { b: '*', i: '_' };

/** Ctrl+B, Ctrl+I, Ctrl+Shift+X (U30). */
function editKey(event: KeyboardEvent, field: HTMLTextAreaElement): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  const sign = event.shiftKey ? (key === 'x' ? '~' : undefined) : marks[key];
  if (!sign) return false;
  applyEdit(field, toggleMark(field.value, field.selectionStart, field.selectionEnd, sign));
  return true;
}

/** In the field from the start, where that brings up no keyboard, and when a reply begins. */
function useFocus(field: RefObject<HTMLTextAreaElement | null>): void {
  const replyTo = useOpenChat(chat => chat.replyTo);
  useEffect(() => {
    if (!hasTouch.matches) field.current?.focus();
  }, [field]);
  useEffect(() => {
    if (replyTo) field.current?.focus();
  }, [field, replyTo]);
}
