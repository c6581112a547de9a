// A chat as files: one message a line, and what was sent with them. What was deleted is not in it, nor what vanishes: it would
// outlive its time there (F33, F36); nor what can be opened once.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ChatId, Client, Message } from '@parley/client';
import { resolveChat } from '../chat-target.ts';
import { UsageError } from '../exit.ts';
import { printJson } from '../options.ts';
import { saveFile } from '../save-file.ts';
import { messageJson, withClient } from '../session.ts';
import { safeLine } from '../terminal.ts';

interface Options {
  profile: string;
  out: string;
  files: boolean;
  json?: boolean;
}

const PAGE = 500;

export async function exportCommand(to: string, { profile, out, files, json }: Options): Promise<void> {
  await withClient(profile, async ({ client, stopped }) => {
    if (files) client.connect();
    const chat = await resolveChat(client, to, stopped);
    await mkdir(join(out, 'files'), { recursive: true });
    const lines = await newFile(join(out, 'messages.jsonl'));
    let [messages, missing] = [0, 0];
    for await (const message of keptMessages(client, chat)) {
      const saved = files ? await saveAll(client, message, out, stopped) : [];
      missing += saved.filter(({ path }) => path === undefined).length;
      if (
        !lines.write(
          `${JSON.stringify({ ...JSON.parse(messageJson(message)), ...(saved.length > 0 ? { files: saved } : {}) })}\n`,
        )
      ) {
        await once(lines, 'drain');
      }
      messages++;
    }
    lines.end();
    await once(lines, 'close');
    if (json) printJson({ chat, messages, missingFiles: missing, folder: out });
    else
      process.stdout.write(
        `${messages} messages in ${safeLine(out)}${missing > 0 ? `, without ${missing} files that could not be fetched` : ''}\n`,
      );
  });
}

/** Oldest first. */
async function* keptMessages(client: Client, chat: ChatId): AsyncGenerator<Message> {
  for (let after = ''; ; ) {
    const page = await client.messages(chat, { after, limit: PAGE });
    for (const message of page) if (isKept(message)) yield message;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.cursor;
  }
}

function isKept({ deletedBy, expiresAt, viewOnce }: Message): boolean {
  return !deletedBy && expiresAt === undefined && !viewOnce;
}

/** Without a path: it could not be fetched, and why. */
async function saveAll(client: Client, { id, attachments = [] }: Message, out: string, signal: AbortSignal) {
  const saved: { readonly index: number; readonly path?: string; readonly error?: string }[] = [];
  for (const index of attachments.keys()) {
    try {
      saved.push({ index, path: relative(out, await saveFile(client, id, index, join(out, 'files'), signal)) });
    } catch (error) {
      signal.throwIfAborted();
      saved.push({ index, error: (error as { code?: string }).code ?? 'unreadable_file' });
    }
  }
  return saved;
}

async function newFile(path: string) {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await once(stream, 'open');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError(`there is an export in ${path} already: choose another --out`);
  }
  return stream;
}
