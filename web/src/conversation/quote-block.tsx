import type { Message, Quote } from '@parley/client';
import type { ReactNode } from 'react';
import { QuotedPicture } from '../attachments/quoted-picture.tsx';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { showToast } from '../state/toasts.ts';
import { neutralize } from '../text/bidi.ts';
import { messageLine } from '../text/message-line.ts';
import { plainLine } from '../text/plain.ts';
import { useAuthorName } from './author-name.ts';
import { useOpenChatStore } from './open-chat-context.tsx';
import { useQuoted } from './use-quoted.ts';

/** What a message answers; a click goes there (U17). */
export function QuoteBlock({ quote }: { readonly quote: Quote }): ReactNode {
  const chat = useOpenChatStore();
  const name = useAuthorName(quote.author);
  const quoted = useQuoted(quote);
  const line = lineOf(quote, quoted);
  const goThere = async (): Promise<void> => {
    const original = await orToast(engine.message(quote.id));
    if (original && original.chat === chat.getState().account) await chat.goTo(original.cursor);
    else showToast(m.quote_unavailable());
  };
  return (
    <button
      type="button"
      aria-label={m.quote_go_to({ name, text: line })}
      className="mb-1 flex w-full min-w-32 items-center gap-2 rounded-md border-accent border-s-3 bg-ink/6 px-2.5 py-1.5 text-start text-sm hover:bg-ink/9"
      onClick={event => {
        event.stopPropagation();
        void goThere();
      }}
    >
      <span className="flex min-w-0 grow flex-col">
        <bdi className="font-semibold text-accent">{name}</bdi>
        <span dir="auto" className="line-clamp-2 w-full text-other-soft [overflow-wrap:anywhere]">
          {neutralize(line)}
        </span>
      </span>
      <QuotedPicture message={quoted} />
    </button>
  );
}

/** The excerpt is the sender's word of what was quoted; what this device has says which files there were. */
function lineOf({ excerpt, deleted }: Quote, quoted: Message | undefined): string {
  if (deleted) return m.message_deleted();
  const { attachments = [], text } = quoted ?? {};
  if (attachments.length > 0) return messageLine({ text: excerpt || (text ?? ''), attachments });
  return plainLine(excerpt) || (quoted && messageLine(quoted)) || m.quote_unavailable();
}
