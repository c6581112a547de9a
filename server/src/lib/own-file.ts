// Whether a file is the one that this server left behind, or a copy of it: put back from a backup, moved from another
// machine. Told by what the file system writes and a copy cannot bring along; a file system turned back as a whole is not noticed.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';

export interface OwnFile {
  /** False: it is a copy, or nothing is known of it. */
  readonly isOwn: boolean;
  /** From here on it is taken for one's own. Call it when what follows from `isOwn` is durable. */
  begin(): void;
  /** It is closed: what is done to it from here on is not this server's doing. Nothing before `begin`. */
  end(): void;
}

/** Remembers in `<path>.own`; losing that, or a half written one, makes the file a copy. */
export function watchOwnFile(path: string): OwnFile {
  const note = `${path}.own`;
  let begun = false;
  return {
    isOwn: !existsSync(path) || isNoted(path, note),
    begin() {
      writeFileSync(note, identity(path));
      begun = true;
    },
    end() {
      // A folder that was taken away under the server has nothing to remember.
      if (begun && existsSync(path))
        writeFileSync(note, `${identity(path)} ${statSync(path, { bigint: true }).ctimeNs}`);
    },
  };
}

/** A number may be used again when the file is gone, so the time of birth counts too. */
function identity(path: string): string {
  const { ino, birthtimeNs } = statSync(path, { bigint: true });
  return `${ino} ${birthtimeNs}`;
}

/** After a crash there is no time of the last change: then a file that was written over in its place is not noticed. */
function isNoted(path: string, note: string): boolean {
  if (!existsSync(note)) return false;
  const [inode, born, changed] = readFileSync(note, 'utf8').split(' ');
  if (`${inode} ${born}` !== identity(path)) return false;
  return changed === undefined || changed === String(statSync(path, { bigint: true }).ctimeNs);
}
