// The files of a message: what they are. They are opened where the person has a device that can.
import type { Attachment, Message } from '@parley/client';
import type { ReactNode } from 'react';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { readableBytes } from '../text/readable-bytes.ts';
import { Icon } from '../ui/icon.tsx';

export function Files({ message: { attachments = [] } }: { readonly message: Message }): ReactNode {
  if (attachments.length === 0) return null;
  return (
    <div className="mb-1 flex flex-col gap-2">
      {attachments.map((file, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file is named by its place in its message
        <File key={place} file={file} />
      ))}
      <p className="text-pretty text-sm opacity-80">{m.message_files_elsewhere()}</p>
    </div>
  );
}

function File({ file: { name, size } }: { readonly file: Attachment }): ReactNode {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Icon name="attach" size={24} className="shrink-0" />
      <div className="min-w-0">
        <p className="truncate font-medium">
          <bdi>{name}</bdi>
        </p>
        <p className="text-sm opacity-80">{readableBytes(size, localeTag())}</p>
      </div>
    </div>
  );
}
