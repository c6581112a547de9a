// The table of parts. A new one is its file and its row here.
import { faketimePart } from './faketime.ts';
import { installParts } from './install.ts';
import { kafkaPart } from './kafka.ts';
import { mailboxPart } from './mailbox.ts';
import { mariadbPart } from './mariadb.ts';
import { nginxPart } from './nginx.ts';
import type { Part } from './part.ts';
import { redisPart } from './redis.ts';
import { seaweedfsPart } from './seaweedfs.ts';

const parts: readonly Part[] = [redisPart, mariadbPart, seaweedfsPart, nginxPart, mailboxPart, kafkaPart, faketimePart];

/** All of them, or those named. */
export async function setUpParts(names: readonly string[], tell: (line: string) => void): Promise<void> {
  const unknown = names.filter(name => !parts.some(part => part.name === name));
  if (unknown.length > 0) {
    throw new Error(`No part ${unknown.join(', ')}. Parts: ${parts.map(({ name }) => name).join(', ')}.`);
  }
  await installParts(
    parts.filter(({ name }) => names.length === 0 || names.includes(name)),
    tell,
  );
}
