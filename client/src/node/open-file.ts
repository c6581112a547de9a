import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileSource } from '../attachments/file-source.ts';
import { ParleyError } from '../errors.ts';

const READ_BYTES = 1_048_576;

/** A file on the disk, to be sent. Nothing of it is kept in memory. Throws `unreadable_file`. */
export async function openFile(path: string): Promise<FileSource & { readonly name: string }> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new ParleyError('unreadable_file', { message: `${path} cannot be sent: ${reason}.`, cause });
  });
  if (!found.isFile()) throw new ParleyError('unreadable_file', { message: `${path} cannot be sent: it is no file.` });
  return {
    name: basename(path),
    size: found.size,
    read: start => createReadStream(path, { start, highWaterMark: READ_BYTES }),
  };
}
