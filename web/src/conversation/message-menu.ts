import type { Attachment, Message } from '@parley/client';
import { fileRefs, saveFile } from '../attachments/files.ts';
import { beginEdit } from '../composer/begin-edit.ts';
import { m } from '../i18n/messages.ts';
import { askForward, isForwardable } from '../state/forwarding.ts';
import type { OpenChatStore } from '../state/open-chat.ts';
import type { MenuItem } from '../ui/menu.tsx';
import type { MenuSign, MenuSignRow } from '../ui/menu-signs.tsx';
import { mayDeleteForEveryone, mayEdit, mayPin, mayReact, mayTryAgain } from './may-act.ts';
import { copyMessages, discard, pin, retry, star } from './message-actions.ts';
import { ownReaction, react, usualReactions } from './reactions.ts';
import type { MessageRowData } from './rows.ts';

interface Needs {
  readonly store: OpenChatStore;
  readonly nameOf: (message: Message) => string;
  readonly onInfo: (message: Message) => void;
  readonly onDelete: (message: Message) => void;
  /** Chooses another emoji. */
  readonly onReact: (message: Message) => void;
  readonly onReactions: (message: Message) => void;
}

/** What can be done with a message, as far as it has come (U19). */
export function messageMenu({ key, message }: MessageRowData, needs: Needs): MenuItem[] {
  const { store, nameOf, onInfo, onDelete, onReactions } = needs;
  const { state, text, attachments = [] } = message;
  const readable = text !== undefined && state !== 'parked';
  const { refused } = message;
  const items: (MenuItem | false | undefined)[] = [
    state === 'failed' && { label: m.message_retry(), icon: 'retry', onSelect: () => void retry(message) },
    state === 'failed' && { label: m.message_discard(), icon: 'close', onSelect: () => void discard(message) },
    refused &&
      mayTryAgain(refused) && { label: m.message_open_again(), icon: 'retry', onSelect: () => void retry(message) },
    refused?.act === 'edit' && { label: m.message_discard(), icon: 'close', onSelect: () => void discard(message) },
    state === 'parked' && { label: m.parked_ask_again(), icon: 'retry', onSelect: () => void retry(message) },
    readable && { label: m.message_reply(), icon: 'reply', onSelect: () => reply(store, message) },
    readable &&
      text !== '' && { label: m.message_copy(), icon: 'copy', onSelect: () => void copyMessages([message], nameOf) },
    isForwardable(message) && { label: m.message_forward(), icon: 'forward', onSelect: () => askForward([message]) },
    mayEdit(message) && { label: m.message_edit(), icon: 'edit', onSelect: () => beginEdit(store, message) },
    readable && {
      label: message.starred ? m.message_unstar() : m.message_star(),
      icon: 'star',
      onSelect: () => void star(message),
    },
    mayPin(message) && {
      label: message.pinned ? m.message_unpin() : m.message_pin(),
      icon: message.pinned ? 'pin-off' : 'pin',
      onSelect: () => void pin(message, !message.pinned),
    },
    attachments.some(isSavable) && {
      label: saveLabel(attachments),
      icon: 'download',
      onSelect: () => void saveFiles(message),
    },
    message.reactions && { label: m.reactions_title(), icon: 'emoji', onSelect: () => onReactions(message) },
    { label: m.message_info(), icon: 'info', onSelect: () => onInfo(message) },
    { label: m.message_select(), icon: 'check', onSelect: () => store.setState({ selected: new Set([key]) }) },
    mayDeleteForEveryone(message) && {
      label: m.delete_for_everyone(),
      icon: 'trash',
      danger: true,
      separated: true,
      onSelect: () => onDelete(message),
    },
    {
      label: m.message_delete(),
      icon: 'trash',
      danger: true,
      separated: !mayDeleteForEveryone(message),
      onSelect: () => onDelete(message),
    },
  ];
  return items.filter(item => !!item);
}

/** Reactions at hand, and the way to all others. */
export function reactionSigns(
  { message }: MessageRowData,
  { onReact }: Pick<Needs, 'onReact'>,
): MenuSignRow | undefined {
  if (!mayReact(message)) return undefined;
  const own = ownReaction(message);
  const usual: readonly string[] = usualReactions;
  const all = own === undefined || usual.includes(own) ? usual : [...usual.slice(1), own];
  const signs = all.map(emoji => ({
    label: emoji === own ? m.react_take_back({ emoji }) : m.react_with({ emoji }),
    emoji,
    checked: emoji === own,
    onSelect: () => void react(message, emoji),
  }));
  const more: MenuSign = { label: m.react_more(), icon: 'plus', onSelect: () => onReact(message) };
  return { label: m.message_react(), signs: [...signs, more] };
}

const isSavable = ({ unreadable }: Attachment): boolean => unreadable !== true;

function saveLabel(attachments: readonly Attachment[]): string {
  return attachments.length > 1 ? m.files_save_all() : m.files_save();
}

/** One after the other: a browser asks once whether it may. */
async function saveFiles(message: Message): Promise<void> {
  for (const ref of fileRefs(message)) if (isSavable(ref.file)) await saveFile(ref);
}

export function reply(store: OpenChatStore, message: Message): void {
  if (message.text === undefined || message.state === 'parked') return;
  store.setState({ replyTo: message, editing: undefined });
}
