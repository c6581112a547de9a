// Files of a fault run: what is in one follows from the message it belongs to, so that whoever opens it knows what must be there.
import type { Client, Message } from '@parley/client';
import type { ChatId } from '@parley/protocol';

/** Most fit into one request; the largest takes two, between which the store may go away. */
const SIZES = [40_000, 300_000, 300_000, 5_000_000] as const;

export async function sendPhoto(client: Client, to: ChatId, what: string, random: () => number): Promise<Message> {
  const bytes = contentOf(what, SIZES[Math.floor(random() * SIZES.length)]!);
  const source = new Blob([bytes]);
  return client.sendFiles(to, [{ source, name: 'a photo.bin', type: 'application/octet-stream' }], { text: what });
}

/** Whether its file opens and is the one that was sent. */
export async function opens(client: Client, { id, text, attachments = [] }: Message): Promise<boolean> {
  if (attachments.length !== 1) return false;
  try {
    const file = await client.openAttachment(id, 0);
    const bytes = Buffer.from(await new Response(file as ReadableStream).arrayBuffer());
    return bytes.equals(contentOf(text!, attachments[0]!.size));
  } catch {
    return false;
  }
}

const contentOf = (what: string, size: number) => Buffer.alloc(size, `${what} `);
