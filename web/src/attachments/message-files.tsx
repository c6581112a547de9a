// The files of a message, each as what it is: pictures and films together, then the others in their order.
import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { DocumentCard } from './document-card.tsx';
import { fileRefs } from './files.ts';
import { isVisual } from './kinds.ts';
import type { FileRef } from './open-files.ts';
import { Visuals } from './visuals.tsx';

interface MessageFilesProps {
  readonly message: Message;
  readonly onOpen: (file: FileRef) => void;
}

export function MessageFiles({ message, onOpen }: MessageFilesProps): ReactNode {
  const refs = fileRefs(message);
  if (refs.length === 0) return null;
  const others = refs.filter(({ file }) => !isVisual(file));
  return (
    <div className="flex flex-col gap-1">
      <Visuals files={refs.filter(({ file }) => isVisual(file))} onOpen={onOpen} />
      {others.map(ref => (
        <DocumentCard key={ref.index} file={ref} />
      ))}
    </div>
  );
}
