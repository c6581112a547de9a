import type { MessageId } from '@parley/protocol';
import { newMessageId } from '../message-id.ts';
import type { AttachmentPiece, PieceRequest } from './attachment-pieces.ts';

/** The methods by which a tab reads a file: see attachment-pieces.ts. */
export const pieceMethod = 'attachmentPiece';
export const endMethod = 'endAttachment';

type Ask = (method: string, args: readonly unknown[]) => Promise<unknown>;

/** The tab's side of reading files: a stream that asks for the next piece when there is use for it. */
export async function openStream(
  ask: Ask,
  id: MessageId,
  index: number,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const reading = newMessageId();
  const end = () => void ask(endMethod, [reading]).catch(() => {});
  let offset = 0;
  const next = async (): Promise<AttachmentPiece> => {
    const request: PieceRequest = { reading, id, index, offset };
    const piece = (await ask(pieceMethod, [request, signal])) as AttachmentPiece;
    offset += piece.bytes.length;
    return piece;
  };
  // Here, and not at the first read, so that what cannot be opened is told to whoever opens it.
  let first: AttachmentPiece | undefined = await next();
  signal?.addEventListener('abort', end, { once: true });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { bytes, last } = first ?? (await next());
        first = undefined;
        if (bytes.length > 0) controller.enqueue(bytes);
        if (!last) return;
        signal?.removeEventListener('abort', end);
        controller.close();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
