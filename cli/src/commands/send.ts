import type { ChatId, Client, Message, Progress } from '@parley/client';
import { resolveChat } from '../chat-target.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { fileType } from '../file-type.ts';
import { milliseconds } from '../options.ts';
import { messageJson, tellNotices, withClient } from '../session.ts';
import { safeLine, stateMark } from '../terminal.ts';

interface Options {
  profile: string;
  file: string[];
  viewOnce?: boolean;
  preview?: boolean;
  wait: 'sent' | 'delivered';
  timeout?: string;
  json?: boolean;
}

const STANDARD_TIMEOUT_MS = 30_000;
/** A server that is not there at all is not waited for that long. */
const UNREACHABLE_MS = 5_000;

export async function sendCommand(to: string, words: string[], options: Options): Promise<void> {
  if (words.length === 0 && options.file.length === 0) throw new UsageError('say a text, or a --file');
  const timeoutMs = options.timeout === undefined ? undefined : milliseconds('--timeout', options.timeout);
  await withClient(options.profile, async ({ client, stopped }) => {
    tellNotices(client);
    if (process.stderr.isTTY) tellPreparing(client);
    client.connect();
    let timeout = timeoutMs === undefined ? patience(client) : AbortSignal.timeout(timeoutMs);
    let signal = AbortSignal.any([stopped, timeout]);
    const account = await resolve(client, to, signal);
    const queued =
      options.file.length === 0
        ? await sendText(client, account, words.join(' '), options)
        : await sendFiles(client, account, words.join(' '), options, timeoutMs === undefined ? stopped : signal);
    if (options.file.length > 0 && timeoutMs === undefined) {
      timeout = patience(client); // an upload takes as long as it gets on
      signal = AbortSignal.any([stopped, timeout]);
    }
    try {
      report(await client.waitFor(queued.id, options.wait, signal), options);
    } catch (error) {
      const now = (await client.message(queued.id)) ?? queued;
      if (options.json) report(now, options);
      if (!timeout.aborted) throw error;
      process.stderr.write(`parley: ${whyNot(client, now, options.wait)}\n`);
      process.exitCode = exitCodes.notNow;
    }
  });
}

async function sendText(client: Client, to: ChatId, text: string, { preview: wanted }: Options): Promise<Message> {
  const { makeLinkPreview } = await import('@parley/client/node');
  const preview = wanted ? await makeLinkPreview(text) : undefined;
  return client.sendText(to, text, preview ? { preview } : {});
}

async function sendFiles(
  client: Client,
  to: ChatId,
  text: string,
  { file: paths, viewOnce = false }: Options,
  signal: AbortSignal,
): Promise<Message> {
  const { openFile } = await import('@parley/client/node');
  const files = await Promise.all(
    paths.map(async path => {
      const source = await openFile(path);
      return { source, name: source.name, type: fileType(path) };
    }),
  );
  const onProgress = process.stderr.isTTY ? tellProgress(files.map(({ name }) => name)) : undefined;
  return client.sendFiles(to, files, { text, viewOnce, signal, ...(onProgress ? { onProgress } : {}) });
}

function tellProgress(names: readonly string[]) {
  let shown = '';
  return ({ file, phase, done, total }: Progress & { readonly file: number }): void => {
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
    const line = `${safeLine(names[file] ?? '')}: ${phase} ${percent} %`;
    if (line !== shown)
      process.stderr.write(`\r\u001b[K${line}${phase === 'uploading' && percent === 100 ? '\n' : ''}`);
    shown = line;
  };
}

/** A group of a few is not worth a line. */
const TOLD_FROM = 32;

function tellPreparing(client: Client): void {
  client.on('preparing', ({ done, total }) => {
    if (total < TOLD_FROM) return;
    const line = `preparing ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
    process.stderr.write(`\r\u001b[K${line}${done === total ? '\n' : ''}`);
  });
}

function patience(client: Client): AbortSignal {
  const unreachable = new AbortController();
  const timer = setTimeout(() => {
    if (client.connection.state === 'waiting') unreachable.abort();
  }, UNREACHABLE_MS);
  timer.unref();
  return AbortSignal.any([unreachable.signal, AbortSignal.timeout(STANDARD_TIMEOUT_MS)]);
}

async function resolve(client: Client, to: string, signal: AbortSignal): Promise<ChatId> {
  try {
    return await resolveChat(client, to, signal);
  } catch (cause) {
    const { ParleyError } = await import('@parley/client');
    if (!(signal.aborted || (cause instanceof ParleyError && cause.code === 'unreachable'))) throw cause;
    const message = `The server cannot be reached, and this profile does not know ${to} yet: the message was NOT kept. Send it again later.`;
    throw new ParleyError('unreachable', { message, cause });
  }
}

function whyNot(client: Client, message: Message, wanted: string): string {
  if (message.state !== 'pending') return `not ${wanted} in time; the server has the message and keeps it for them`;
  const reason =
    client.connection.state === 'waiting' ? 'the server cannot be reached' : 'the server did not take it in time';
  return `${message.error?.message ?? reason}; the message is kept in the outbox and leaves with the next send, receive or chat`;
}

function report(message: Message, { json }: Options): void {
  process.stdout.write(json ? `${messageJson(message)}\n` : `${stateMark(message.state)} ${message.state}\n`);
}
