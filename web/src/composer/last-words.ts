// What was written in a page's last moment: the worker that would save it ends with the page, so it waits in the tab for
// the page that follows, as after a reload (U28).
import type { ChatDraft, ChatId } from '@parley/client';

interface LastWords {
  readonly chat: ChatId;
  readonly draft: ChatDraft | null;
}

const KEY = 'parley.last-words';
let found = sessionStorage.getItem(KEY);
sessionStorage.removeItem(KEY);

export function keepLastWords(chat: ChatId, draft: ChatDraft | null | undefined): void {
  if (draft === undefined) return sessionStorage.removeItem(KEY);
  sessionStorage.setItem(KEY, JSON.stringify({ chat, draft } satisfies LastWords));
}

/** Once: those of the page before this one, in this chat. */
export function takeLastWords(chat: ChatId): ChatDraft | null | undefined {
  const words = found ? (JSON.parse(found) as LastWords) : undefined;
  if (words?.chat !== chat) return undefined;
  found = null;
  return words.draft;
}
