// What can be opened once, while it is looked at: read straight from the engine, kept nowhere, forgotten when it is closed.
import type { Attachment, Message } from '@parley/client';
import type { ReactNode } from 'react';
import { create } from 'zustand';
import { blobType, kindOf } from '../attachments/kinds.ts';
import { readFile } from '../attachments/read-file.ts';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { Spinner } from '../ui/spinner.tsx';

interface Viewing {
  readonly file: Attachment;
  readonly stop: () => void;
  readonly url?: string;
  readonly error?: unknown;
}

const useViewing = create<{ readonly viewing: Viewing | undefined }>(() => ({ viewing: undefined }));

export function viewOnce({ id, viewOnce: once }: Message): void {
  if (!once?.file || useViewing.getState().viewing) return;
  const controller = new AbortController();
  const viewing = { file: once.file, stop: () => controller.abort() };
  useViewing.setState({ viewing });
  const change = (to: Partial<Viewing>): void => {
    if (!controller.signal.aborted) useViewing.setState({ viewing: { ...viewing, ...to } });
  };
  read(id, once.file, controller.signal).then(
    blob => change({ url: URL.createObjectURL(blob) }),
    error => change({ error }),
  );
}

async function read(id: Message['id'], file: Attachment, signal: AbortSignal): Promise<Blob> {
  const stream = await engine.openAttachment(id, 0, signal);
  return readFile(stream, { type: blobType(file), onProgress: () => undefined, signal });
}

function close(): void {
  const { viewing } = useViewing.getState();
  viewing?.stop();
  if (viewing?.url) URL.revokeObjectURL(viewing.url);
  useViewing.setState({ viewing: undefined });
}

export function ViewingOnce(): ReactNode {
  const viewing = useViewing(state => state.viewing);
  if (!viewing) return null;
  const { file, url, error } = viewing;
  return (
    <Dialog title={m.once_title()} wide onClose={close}>
      <div data-once="" className="flex min-h-48 items-center justify-center">
        {error !== undefined ? (
          <Note icon="warning" kind="warning">
            {errorText(error)}
          </Note>
        ) : url === undefined ? (
          <Spinner size={32} />
        ) : (
          <Shown file={file} url={url} />
        )}
      </div>
      <p className="mt-3 flex items-start gap-2 text-ink-soft text-sm">
        <Icon name="info" size={18} />
        {m.once_hint()}
      </p>
    </Dialog>
  );
}

const frame = 'max-h-[65dvh] max-w-full rounded-md';

function Shown({ file, url }: { readonly file: Attachment; readonly url: string }): ReactNode {
  const kind = kindOf(file);
  if (kind === 'image') return <img src={url} alt={m.files_photo()} draggable={false} className={frame} />;
  // biome-ignore lint/a11y/useMediaCaption: what people film of themselves has no captions
  if (kind === 'video') return <video src={url} controls autoPlay controlsList="nodownload" className={frame} />;
  // biome-ignore lint/a11y/useMediaCaption: what people say has no captions
  return <audio src={url} controls autoPlay controlsList="nodownload" className="w-full" />;
}
