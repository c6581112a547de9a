// What was chosen, before it is sent: taken out, added to, given a caption, sent as it is.
import type { OutgoingFile } from '@parley/client';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { isVisual } from '../attachments/kinds.ts';
import { useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { m } from '../i18n/messages.ts';
import { usePreferences } from '../state/preferences.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Note } from '../ui/note.tsx';
import { Switch } from '../ui/switch.tsx';
import { AttachedTile } from './attached-tile.tsx';
import { attach, endAttaching, MOST_FILES, setUntouched, useAttaching } from './attaching.ts';
import { sendFiles } from './sendings.ts';

/** With ten files and their thumbnails it still fits into a message, in any script. */
const MOST_CAPTION = 4_000;

export function AttachDialog({ name }: { readonly name: string }): ReactNode {
  const store = useOpenChatStore();
  const { files = [], untouched, tooMany } = useAttaching();
  const [wantedOnce, setOnce] = useState(false);
  const caption = useRef<HTMLTextAreaElement>(null);
  const more = useRef<HTMLInputElement>(null);
  const enterSends = usePreferences(preferences => preferences.enterSends);
  const busy = files.some(({ prepared, problem }) => !prepared && !problem);
  const mayOnce = files.length === 1 && files.every(({ prepared }) => prepared && isVisual(shown(prepared.file)));
  const viewOnce = wantedOnce && mayOnce;
  const sendable = !busy && files.every(({ problem }) => !problem);

  const send = (): void => {
    const { account, replyTo } = store.getState();
    const prepared = files.flatMap(file => (file.prepared ? [file.prepared.file] : []));
    const text = viewOnce ? '' : (caption.current?.value.trim() ?? '');
    store.setState({ replyTo: undefined, divider: undefined });
    void sendFiles(account, prepared, { text, viewOnce, ...(replyTo ? { replyTo: replyTo.id } : {}) });
    void store.goToEnd();
    endAttaching();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || !enterSends || !sendable) return;
    event.preventDefault();
    send();
  };

  return (
    <Dialog
      title={m.media_title({ name })}
      onClose={endAttaching}
      actions={
        <>
          <Button icon="plus" kind="quiet" disabled={files.length >= MOST_FILES} onClick={() => more.current?.click()}>
            {m.media_add()}
          </Button>
          <Button icon="send" kind="primary" busy={busy} disabled={!sendable} onClick={send}>
            {m.composer_send()}
          </Button>
        </>
      }
    >
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-2">
        {files.map(attached => (
          <AttachedTile key={attached.key} attached={attached} />
        ))}
      </ul>
      <div aria-live="polite" className="mt-3 empty:hidden">
        {tooMany && (
          <Note icon="warning" kind="warning">
            {m.media_too_many({ count: MOST_FILES })}
          </Note>
        )}
      </div>
      <textarea
        ref={caption}
        hidden={viewOnce}
        data-dialog-first
        rows={1}
        dir="auto"
        maxLength={MOST_CAPTION}
        placeholder={m.media_caption()}
        aria-label={m.media_caption()}
        onKeyDown={onKeyDown}
        className="field-sizing-content mt-3 max-h-32 min-h-11 w-full resize-none rounded-md border border-line-strong bg-surface px-3 py-2.5 text-base [overflow-wrap:anywhere]"
      />
      {mayOnce && <Switch label={m.once_switch()} hint={m.once_switch_hint()} checked={viewOnce} onChange={setOnce} />}
      <Switch
        label={m.media_untouched()}
        hint={untouched ? m.media_untouched_hint() : m.media_redrawn_hint()}
        checked={untouched}
        onChange={setUntouched}
      />
      <input
        ref={more}
        type="file"
        multiple
        hidden
        aria-label={m.media_add()}
        onChange={event => {
          attach([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </Dialog>
  );
}

const shown = (file: OutgoingFile) => ({ ...file, size: file.source.size });
