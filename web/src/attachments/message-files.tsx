// The files of a message, each as what it is: pictures and films together, then the others in their order.
import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { DocumentCard } from './document-card.tsx';
import { fileRefs } from './files.ts';
import { isVisual, kindOf } from './kinds.ts';
import type { FileRef } from './open-files.ts';
import type { NextOf } from './player.ts';
import { Visuals } from './visuals.tsx';
import { VoiceNote } from './voice-note.tsx';

interface MessageFilesProps {
  readonly message: Message;
  readonly onOpen: (file: FileRef) => void;
  readonly nextOf: NextOf;
}

export function MessageFiles({ message, onOpen, nextOf }: MessageFilesProps): ReactNode {
  const refs = fileRefs(message);
  if (refs.length === 0) return null;
  const others = refs.filter(({ file }) => !isVisual(file));
  return (
    <div className="flex flex-col gap-1">
      <Visuals files={refs.filter(({ file }) => isVisual(file))} onOpen={onOpen} />
      {others.map(ref => (
        <Other key={ref.index} file={ref} nextOf={nextOf} incoming={!message.outgoing} />
      ))}
    </div>
  );
}

interface OtherProps {
  readonly file: FileRef;
  readonly nextOf: NextOf;
  readonly incoming: boolean;
}

/** Sound that was not recorded for this has a name, and is saved like a document too. */
function Other({ file, nextOf, incoming }: OtherProps): ReactNode {
  const kind = kindOf(file.file);
  return (
    <div>
      {kind !== 'voice' && <DocumentCard file={file} />}
      {kind !== 'document' && <VoiceNote file={file} nextOf={nextOf} incoming={incoming && kind === 'voice'} />}
    </div>
  );
}
