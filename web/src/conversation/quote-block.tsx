import type { Quote } from '@parley/client';
import type { ReactNode } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { orToast } from '../state/failures.ts';
import { showToast } from '../state/toasts.ts';
import { neutralize } from '../text/bidi.ts';
import { plainLine } from '../text/plain.ts';
import { useAuthorName } from './author-name.ts';
import { useOpenChatStore } from './open-chat-context.tsx';

/** What a message answers; a click goes there (U17). */
export function QuoteBlock({ quote }: { readonly quote: Quote }): ReactNode {
  const chat = useOpenChatStore();
  const name = useAuthorName(quote.author);
  const goThere = async (): Promise<void> => {
    const original = await orToast(engine.message(quote.id));
    if (original && original.chat === chat.getState().account) await chat.goTo(original.cursor);
    else showToast(m.quote_unavailable());
  };
  return (
    <button
      type="button"
      aria-label={m.quote_go_to({ name, text: plainLine(quote.excerpt) })}
      className="mb-1 flex w-full min-w-32 flex-col rounded-md border-accent border-s-3 bg-ink/6 px-2.5 py-1.5 text-start text-sm hover:bg-ink/9"
      onClick={event => {
        event.stopPropagation();
        void goThere();
      }}
    >
      <bdi className="font-semibold text-accent">{name}</bdi>
      <span dir="auto" className="line-clamp-2 w-full text-other-soft [overflow-wrap:anywhere]">
        {quote.excerpt ? neutralize(plainLine(quote.excerpt)) : m.quote_unavailable()}
      </span>
    </button>
  );
}
