// `@name` while typing in a group: whom it may be, the keys that choose, and who has been chosen (U30).
import type { Mention } from '@parley/client';
import { type RefObject, useRef, useState } from 'react';
import { useOpenChat } from '../conversation/open-chat-context.tsx';
import { nameOfAccount, useGroup } from '../state/groups.ts';
import { useSession } from '../state/session.ts';
import { membersNamed, mentionQuery, mentionsIn, type Named } from './mention-query.ts';
import { applyEdit } from './text-field-edit.ts';

export interface Mentions {
  readonly open: boolean;
  readonly items: readonly Named[];
  readonly active: number;
  /** Reads what stands before the caret. */
  readonly look: () => void;
  readonly close: () => void;
  readonly choose: (index: number) => void;
  /** True when the key was for the list. */
  readonly onKey: (key: string) => boolean;
  /** Who is named in the text. */
  readonly inText: (text: string) => Mention[];
}

interface Shown {
  readonly items: readonly Named[];
  readonly active: number;
}

const nothing: Shown = { items: [], active: 0 };

export function useMentions(field: RefObject<HTMLTextAreaElement | null>): Mentions {
  const group = useGroup(useOpenChat(chat => chat.account));
  const own = useSession(session => session.profile?.account);
  const [shown, setShown] = useState<Shown>(nothing);
  /** In the order of their places. */
  const chosen = useRef<readonly Named[]>([]);
  const close = (): void => setShown(nothing);

  const look = (): void => {
    const { value, selectionStart, selectionEnd } = field.current!;
    const query = group && selectionStart === selectionEnd ? mentionQuery(value, selectionStart) : undefined;
    if (!query || !group) return close();
    const others = group.members.filter(({ account, name }) => account !== own && name);
    const named = others.map(({ account }) => ({ account, name: nameOfAccount(account) }));
    const items = membersNamed(named, query.name);
    setShown(before => ({ items, active: Math.min(before.active, Math.max(0, items.length - 1)) }));
  };

  const choose = (index: number): void => {
    const element = field.current!;
    const caret = element.selectionStart;
    const query = mentionQuery(element.value, caret);
    const item = shown.items[index];
    close();
    if (!query || !item) return;
    const before = mentionsIn(element.value.slice(0, query.from), chosen.current).length;
    chosen.current = chosen.current.toSpliced(before, 0, item);
    const end = query.from + item.name.length + 2;
    applyEdit(element, { from: query.from, to: caret, insert: `@${item.name} `, select: [end, end] });
  };

  const onKey = (key: string): boolean => {
    const { items, active } = shown;
    if (items.length === 0) return false;
    if (key === 'ArrowDown') setShown({ items, active: (active + 1) % items.length });
    else if (key === 'ArrowUp') setShown({ items, active: (active - 1 + items.length) % items.length });
    else if (key === 'Enter' || key === 'Tab') choose(active);
    else if (key === 'Escape') close();
    else return false;
    return true;
  };

  const inText = (text: string): Mention[] => mentionsIn(text, chosen.current);
  return { ...shown, open: shown.items.length > 0, look, close, choose, onKey, inText };
}
