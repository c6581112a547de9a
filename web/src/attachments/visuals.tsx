// The pictures and films of a message: one in its own shape, several as an album of at most four tiles (U21).
import type { ReactNode } from 'react';
import { classes } from '../ui/classes.ts';
import { Film } from './film.tsx';
import { frameOf } from './frame.ts';
import { kindOf } from './kinds.ts';
import type { FileRef } from './open-files.ts';
import { Picture } from './picture.tsx';

interface VisualsProps {
  readonly files: readonly FileRef[];
  readonly onOpen: (file: FileRef) => void;
}

const ALBUM_WIDTH = 320;
const MOST_TILES = 4;

const rem = (pixels: number): string => `${pixels / 16}rem`;

export function Visuals({ files, onOpen }: VisualsProps): ReactNode {
  const [first] = files;
  if (!first) return null;
  return files.length > 1 ? <Album files={files} onOpen={onOpen} /> : <Single file={first} onOpen={onOpen} />;
}

function Single({
  file: ref,
  onOpen,
}: {
  readonly file: FileRef;
  readonly onOpen: (file: FileRef) => void;
}): ReactNode {
  const { width = 1, height = 1 } = ref.file;
  const frame = frameOf(width, height);
  return (
    <div
      style={{ width: rem(frame.width), aspectRatio: `${frame.width} / ${frame.height}` }}
      className="relative max-w-full overflow-hidden rounded-md"
    >
      <Tile file={ref} fit={frame.fit} onOpen={onOpen} />
    </div>
  );
}

function Album({ files, onOpen }: VisualsProps): ReactNode {
  const more = files.length - MOST_TILES;
  return (
    <div style={{ width: rem(ALBUM_WIDTH) }} className="grid max-w-full grid-cols-2 gap-0.5 overflow-hidden rounded-md">
      {files.slice(0, MOST_TILES).map((file, at) => (
        <div
          key={file.index}
          className={classes('relative', files.length === 3 && at === 0 ? 'col-span-2 aspect-[2/1]' : 'aspect-square')}
        >
          <Tile file={file} onOpen={onOpen} />
          {more > 0 && at === MOST_TILES - 1 && (
            <span
              dir="ltr"
              className="pointer-events-none absolute inset-0 flex items-center justify-center bg-shade font-semibold text-2xl text-white"
            >
              +{more}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

interface TileProps {
  readonly file: FileRef;
  readonly fit?: 'whole' | 'cut';
  readonly onOpen: (file: FileRef) => void;
}

function Tile({ file, fit = 'cut', onOpen }: TileProps): ReactNode {
  const open = (): void => onOpen(file);
  return kindOf(file.file) === 'video' ? (
    <Film file={file} onOpen={open} />
  ) : (
    <Picture file={file} fit={fit} onOpen={open} />
  );
}
