import { mkdir } from 'node:fs/promises';
import { parseMessageId } from '@parley/protocol';
import { UsageError } from '../exit.ts';
import { printJson } from '../options.ts';
import { saveFile } from '../save-file.ts';
import { withClient } from '../session.ts';
import { safeLine } from '../terminal.ts';

interface Options {
  profile: string;
  out: string;
  json?: boolean;
}

export async function getCommand(text: string, { profile, out, json }: Options): Promise<void> {
  const id = parseMessageId(text);
  if (!id) throw new UsageError('MESSAGE-ID has 32 hexadecimal digits, as receive and history print it');
  await withClient(profile, async ({ client, stopped }) => {
    const { ParleyError } = await import('@parley/client');
    const message = await client.message(id);
    if (!message) throw new ParleyError('unknown_message');
    if (message.viewOnce) throw new ParleyError('view_once');
    if (!message.attachments?.length) throw new ParleyError('unknown_attachment');
    await mkdir(out, { recursive: true });
    for (const [index, { name, size }] of message.attachments.entries()) {
      const path = await saveFile(client, id, index, out, stopped);
      if (json) printJson({ id, index, name, size, path });
      else process.stdout.write(`${safeLine(path)}\n`);
    }
  });
}
