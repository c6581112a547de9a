import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { Film } from '../attachments/film.tsx';
import { kindOf } from '../attachments/kinds.ts';
import { keyOfFile } from '../attachments/open-files.ts';
import { Picture } from '../attachments/picture.tsx';
import { viewFile, visualsOf } from '../attachments/view-file.ts';

interface TilesProps {
  /** Newest first. */
  readonly messages: readonly Message[];
  readonly most?: number;
  readonly className: string;
}

/** Pictures and films as squares; one that is opened leads on to the others, in the order of the chat. */
export function Tiles({ messages, most, className }: TilesProps): ReactNode {
  const inOrder = messages.toReversed();
  const seen = visualsOf(inOrder).reverse().slice(0, most);
  return (
    <ul className={`grid gap-1 ${className}`}>
      {seen.map(({ ref }) => (
        <li key={keyOfFile(ref)} className="relative aspect-square overflow-hidden rounded-sm">
          {kindOf(ref.file) === 'video' ? (
            <Film file={ref} onOpen={() => viewFile(ref, inOrder)} />
          ) : (
            <Picture file={ref} onOpen={() => viewFile(ref, inOrder)} />
          )}
        </li>
      ))}
    </ul>
  );
}
