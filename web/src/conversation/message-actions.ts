// What a person does to messages. Failures are told in a toast.
import type { Message } from '@parley/client';
import { engine } from '../engine/engine.ts';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { showToast } from '../state/toasts.ts';
import { copiedText } from './copied-text.ts';

/** Sends a failed message again, or asks again for one that could not be read. */
export async function retry({ id, state }: Message): Promise<void> {
  await orToast(engine.retry(id).then(() => state === 'parked' && showToast(m.parked_asked())));
}

export async function discard({ id }: Message): Promise<void> {
  await orToast(engine.discard(id));
}

/** On this device only. */
export async function deleteMessages(messages: readonly Message[]): Promise<void> {
  const chat = messages[0]?.chat;
  const ids = messages.map(({ id }) => id);
  if (chat) await orToast(engine.deleteMessages(chat, ids));
}

export async function deleteForEveryone(messages: readonly Message[]): Promise<void> {
  for (const { id } of messages) await orToast(engine.deleteForEveryone(id));
}

export async function star({ chat, id, starred }: Message): Promise<void> {
  await orToast(engine.star(chat, [id], starred !== true));
}

export async function copyMessages(messages: readonly Message[], nameOf: (message: Message) => string): Promise<void> {
  const text = copiedText(messages, nameOf, localeTag());
  if (!text) return;
  const copied = await orToast(navigator.clipboard.writeText(text).then(() => true));
  if (copied) showToast(m.message_copied({ count: messages.length }));
}

/** For everybody in the chat. */
export async function pin({ id }: Message, on: boolean): Promise<void> {
  await orToast(engine.pin(id, on));
}
