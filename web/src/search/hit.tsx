import type { SearchRow } from '@parley/client';
import { memo, type ReactNode, useMemo } from 'react';
import { MessageLink } from '../chats/message-link.tsx';
import { useSession } from '../state/session.ts';
import { excerpt } from './excerpt.ts';

interface HitProps {
  readonly row: SearchRow;
  readonly query: string;
  /** The one that Tab reaches. */
  readonly focusable: boolean;
}

/** A message that was found: a link to its place in its chat. */
export const Hit = memo(function Hit({ row, query, focusable }: HitProps): ReactNode {
  const own = useSession(({ profile }) => profile?.account);
  return (
    <MessageLink message={{ ...row, outgoing: row.author === own }} data-hit="" tabIndex={focusable ? 0 : -1}>
      <Excerpt text={row.text} query={query} />
    </MessageLink>
  );
});

function Excerpt({ text, query }: { readonly text: string; readonly query: string }): ReactNode {
  const parts = useMemo(() => excerpt(text, query), [text, query]);
  return (
    <bdi>
      {parts.map(part =>
        part.marked ? (
          <mark key={part.at} className="text-ink">
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
