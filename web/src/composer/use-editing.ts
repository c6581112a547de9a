// While a message is put otherwise, the field holds its text; what was written before is back afterwards.
import type { Mention } from '@parley/client';
import { type RefObject, useEffect, useRef } from 'react';
import { mayEdit } from '../conversation/may-act.ts';
import { useOpenChat, useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { engine } from '../engine/engine.ts';
import { orToast } from '../state/failures.ts';
import type { OpenChatStore } from '../state/open-chat.ts';
import { beginEdit } from './begin-edit.ts';
import { setText } from './text-field-edit.ts';
import type { Draft } from './use-draft.ts';

/** True while a message is being edited. */
export function useEditing(field: RefObject<HTMLTextAreaElement | null>, draft: Draft, onText: () => void): boolean {
  const store = useOpenChatStore();
  const editing = useOpenChat(chat => chat.editing);
  const latest = useRef({ draft, onText });
  latest.current = { draft, onText };
  useEffect(() => {
    const element = field.current;
    if (!editing || !element) return;
    const before = element.value;
    const put = (text: string): void => {
      setText(element, text);
      latest.current.onText();
    };
    store.setState({ waiting: before });
    put(store.getState().editText ?? '');
    latest.current.draft.changed();
    element.focus();
    return () => {
      // The chat is left: the edit is there when somebody comes back.
      if (!field.current) return;
      put(before);
      latest.current.draft.changed();
    };
  }, [editing, field, store]);
  return editing !== undefined;
}

/** False: nothing is being edited. What the engine does not take stays in the field. */
export function saveEdit(store: OpenChatStore, text: string, mentions: readonly Mention[]): boolean {
  const { editing } = store.getState();
  if (!editing) return false;
  void orToast(engine.editText(editing.id, text, { mentions })).then(done => {
    if (done && store.getState().editing === editing) store.setState({ editing: undefined });
  });
  return true;
}

/** The last own message, if it is still young enough (U31). */
export function editLast(store: OpenChatStore): boolean {
  const { loaded, replyTo } = store.getState();
  const last = loaded.messages.findLast(({ outgoing, notice }) => outgoing && !notice);
  if (!last || !loaded.atEnd || replyTo || !mayEdit(last)) return false;
  beginEdit(store, last);
  return true;
}
