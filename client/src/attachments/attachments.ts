// Files of messages: sending, forwarding, reading. A file is with the server before its message is written, so a message with
// files is ordered by when they were there; from then on it is a message like any other.
import { type ChatId, type MessageId, parseMessageId } from '@parley/protocol';
import { withUnsent } from '../acts/rules.ts';
import { openedOnce } from '../acts/viewing.ts';
import type { Client, Message, OutgoingFile, Progress, SendOptions } from '../client.ts';
import type { Context } from '../context.ts';
import { checkRecipient, checkWritten, findMessage, sendText, type WritingDeps } from '../conversations.ts';
import { ParleyError } from '../errors.ts';
import { forwardAsset } from '../http/assets.ts';
import type { Http } from '../http/http.ts';
import { messageKey, SELF } from '../store/schema.ts';
import { checkedDetails, MAX_ATTACHMENTS, type StoredAttachment, shownOnce } from './attachment.ts';
import { download } from './download.ts';
import { fileSource } from './file-source.ts';
import { upload } from './upload.ts';

export type AttachmentsDeps = WritingDeps & {
  readonly http: Http;
  readonly random: () => number;
  readonly closing: AbortSignal;
};

const SECRET_BYTES = 32;
/** As long as what the upload will give. */
const placeholder = { asset: '0'.repeat(32), key: new Uint8Array(32), sha256: new Uint8Array(32) };

export function createAttachments(deps: AttachmentsDeps): Pick<Client, 'sendFiles' | 'forward' | 'openAttachment'> {
  const { work, closing } = deps;
  const ending = (signal: AbortSignal | undefined) => (signal ? AbortSignal.any([signal, closing]) : closing);
  return {
    async sendFiles(to, files, { text = '', onProgress = () => {}, viewOnce = false, ...options } = {}) {
      checkRecipient(to);
      if (options.id !== undefined && !parseMessageId(options.id)) throw new ParleyError('bad_message_id');
      checkCount(files.length);
      if (viewOnce) checkViewOnce(files, text);
      const written = options.id && (await work.get('messages', messageKey(deps.profile.account, options.id)));
      if (written) return sendText(to, text, options, deps); // the same call again
      const all = files.map(file => ({ file: fileSource(file.source), details: detailsOf(file, viewOnce) }));
      await checkWritten(
        work,
        text,
        all.map(({ file, details }) => ({ ...details, ...placeholder, size: file.size })),
      );
      const attachments: StoredAttachment[] = [];
      for (const { file, details } of all) {
        const uploaded = await uploadOne(file, deps, onProgress, ending(options.signal), attachments.length);
        attachments.push({ ...details, ...uploaded });
      }
      return sendText(to, text, options, deps, { attachments, ...(viewOnce ? { viewOnce } : {}) });
    },
    forward: (id, to, options = {}) => forward(id, to, options, deps, ending(options.signal)),
    async openAttachment(id, index, signal) {
      const row = await findMessage(work, id, deps);
      const attachment = row?.attachments?.[index];
      if (row?.viewOnce && (row.outgoing || !attachment)) throw new ParleyError('view_once');
      if (!attachment) throw new ParleyError('unknown_attachment');
      const bytes = download(attachment, deps, ending(signal));
      return streamOf(row.viewOnce ? openedOnce(bytes, id, deps) : bytes);
    },
  };
}

function detailsOf({ source: _, ...details }: OutgoingFile, viewOnce: boolean): Omit<OutgoingFile, 'source'> {
  return checkedDetails(viewOnce ? shownOnce(details) : details);
}

function checkViewOnce(files: readonly OutgoingFile[], text: string): void {
  const [file] = files;
  const fits = files.length === 1 && text === '' && /^(image|video|audio)\//.test(file?.type ?? '');
  if (fits) return;
  const message = 'What can be opened once is one picture, film or voice, without a text.';
  throw new ParleyError('bad_attachment', { message });
}

function checkCount(files: number): void {
  if (files > 0 && files <= MAX_ATTACHMENTS) return;
  throw new ParleyError('bad_attachment', { message: `A message has 1 to ${MAX_ATTACHMENTS} files, not ${files}.` });
}

async function uploadOne(
  file: ReturnType<typeof fileSource>,
  { env, ...deps }: AttachmentsDeps,
  onProgress: (progress: Progress & { readonly file: number }) => void,
  signal: AbortSignal,
  index: number,
) {
  const secret = await assetSecret({ ...deps, env });
  const told = (progress: Progress) => onProgress({ ...progress, file: index });
  return upload(file, { ...deps, secret, hmacSha256: env.primitives.hmacSha256 }, told, signal);
}

/** Made once, at the first file. Keys of files follow from it, so it must be durable before one is used. */
function assetSecret({ work, env }: Pick<Context, 'work' | 'env'>): Promise<Uint8Array> {
  return work.run(async draft => {
    const profile = await draft.get('profile', SELF);
    if (!profile) throw new ParleyError('not_registered');
    if (profile.assetSecret) return profile.assetSecret;
    const assetSecret = env.random(SECRET_BYTES);
    draft.put('profile', { ...profile, assetSecret });
    return assetSecret;
  });
}

/** Each file gets an id of its own for the new recipient; nothing is uploaded. */
async function forward(
  id: MessageId,
  to: ChatId,
  options: SendOptions,
  deps: AttachmentsDeps,
  signal: AbortSignal,
): Promise<Message> {
  const found = await findMessage(deps.work, id, deps);
  const row = found && withUnsent(found);
  if (row?.text === undefined) throw new ParleyError('unknown_message');
  if (row.viewOnce) throw new ParleyError('view_once');
  const attachments: StoredAttachment[] = [];
  for (const attachment of row.attachments ?? []) {
    if (attachment.asset === '') throw new ParleyError('bad_attachment');
    attachments.push({ ...attachment, asset: await forwardAsset(deps.http, attachment.asset, signal) });
  }
  return sendText(to, row.text, { ...options, ...(row.preview ? { preview: row.preview } : {}) }, deps, {
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(row.author === deps.profile.account && !row.forwarded
      ? {}
      : { forwarded: true, forwards: (row.forwards ?? 0) + 1 }),
  });
}

function streamOf(source: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}
