// A file of a message, in a folder.
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { constants, copyFile, link, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Client, MessageId } from '@parley/client';
import { UsageError } from './exit.ts';

/** Under its own name or one beside it: nothing that is there is written over, and nothing half-finished has that name. */
export async function saveFile(
  client: Client,
  id: MessageId,
  index: number,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const { safeFileName } = await import('@parley/client');
  const name = safeFileName((await client.message(id))?.attachments?.[index]?.name ?? '');
  const part = join(folder, `.parley-${randomBytes(8).toString('hex')}.part`);
  try {
    const stream = await client.openAttachment(id, index, signal);
    const file = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(Readable.fromWeb(stream as ReadableStream), file, { signal });
    return await give(part, folder, name);
  } finally {
    await rm(part, { force: true });
  }
}

const MAX_SAME_NAMES = 10_000;

async function give(part: string, folder: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name);
  for (let i = 0; i < MAX_SAME_NAMES; i++) {
    const path = join(folder, i === 0 ? name : `${stem} (${i})${ext}`);
    if (await putAt(part, path)) return path;
  }
  throw new UsageError(`${folder} has too many files named ${name}: choose another --out`);
}

/** False: something is there. */
async function putAt(part: string, path: string): Promise<boolean> {
  try {
    await link(part, path).catch(error => {
      if (error.code === 'EEXIST') throw error;
      return copyFile(part, path, constants.COPYFILE_EXCL); // a file system without links
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
