// Everything that a chat has of files: pictures and films as squares, the rest as a list.
import type { Attachment, ChatId, Message } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { DocumentCard } from '../attachments/document-card.tsx';
import { fileRefs } from '../attachments/files.ts';
import { isVisual, kindOf } from '../attachments/kinds.ts';
import { keyOfFile } from '../attachments/open-files.ts';
import { longDate } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { Tiles } from './tiles.tsx';
import { useFound } from './use-found.ts';

const ENOUGH = 40;
const isListed = (file: Attachment): boolean => !isVisual(file) && kindOf(file) !== 'voice';
const wanted = { visuals: isVisual, documents: isListed };
type Tab = keyof typeof wanted;

interface GalleryDialogProps {
  readonly chat: ChatId;
  readonly onClose: () => void;
}

export function GalleryDialog({ chat, onClose }: GalleryDialogProps): ReactNode {
  const [tab, setTab] = useState<Tab>('visuals');
  return (
    <Dialog title={m.gallery_title()} wide onClose={onClose}>
      <div className="mb-3 flex gap-2">
        <TabButton tab="visuals" chosen={tab} onChoose={setTab} label={m.viewer_title()} />
        <TabButton tab="documents" chosen={tab} onChoose={setTab} label={m.gallery_documents()} />
      </div>
      <Contents key={tab} chat={chat} tab={tab} />
    </Dialog>
  );
}

interface TabButtonProps {
  readonly tab: Tab;
  readonly chosen: Tab;
  readonly label: string;
  readonly onChoose: (tab: Tab) => void;
}

function TabButton({ tab, chosen, label, onChoose }: TabButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-pressed={tab === chosen}
      onClick={() => onChoose(tab)}
      className={classes(
        'min-h-9 rounded-full px-3.5 text-sm transition-colors',
        tab === chosen ? 'bg-selected font-medium text-accent' : 'bg-sunken text-ink-soft hover:text-ink',
      )}
    >
      {label}
    </button>
  );
}

function Contents({ chat, tab }: { readonly chat: ChatId; readonly tab: Tab }): ReactNode {
  const { found, busy, more } = useFound(chat, wanted[tab], ENOUGH);
  const { messages = [], next } = found ?? {};
  return (
    <div className="flex min-h-64 flex-col gap-4">
      {tab === 'visuals' ? (
        <Tiles messages={messages} className="grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))]" />
      ) : (
        <Documents messages={messages} />
      )}
      {found && messages.length === 0 && next === undefined && (
        <p className="m-auto text-ink-soft">{m.gallery_empty()}</p>
      )}
      {busy && (
        <span role="status" aria-label={m.message_loading()} className="mx-auto text-ink-soft">
          <Spinner size={24} />
        </span>
      )}
      {!busy && next !== undefined && (
        <Button className="self-center" onClick={more}>
          {m.gallery_more()}
        </Button>
      )}
    </div>
  );
}

function Documents({ messages }: { readonly messages: readonly Message[] }): ReactNode {
  return (
    <ul className="flex flex-col gap-3">
      {messages.flatMap(message =>
        fileRefs(message)
          .filter(({ file }) => isListed(file))
          .map(ref => (
            <li key={keyOfFile(ref)} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <DocumentCard file={ref} />
              <time dateTime={new Date(message.ts).toISOString()} className="text-ink-soft text-sm">
                {longDate(message.ts)}
              </time>
            </li>
          )),
      )}
    </ul>
  );
}
