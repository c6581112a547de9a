// `:smile` while typing: what is offered, and the keys that choose (U30).
import { type RefObject, useRef, useState } from 'react';
import { type EmojiNames, emojiNamed, emojiNamesFrom, emojiQuery } from './emoji-query.ts';
import { applyEdit } from './text-field-edit.ts';

export interface Suggestions {
  readonly open: boolean;
  readonly items: readonly (readonly [emoji: string, name: string])[];
  readonly active: number;
  /** Reads what stands before the caret. */
  readonly look: () => void;
  readonly close: () => void;
  readonly choose: (index: number) => void;
  /** True when the key was for the suggestions. */
  readonly onKey: (key: string) => boolean;
}

interface Shown {
  readonly items: Suggestions['items'];
  readonly active: number;
}

const nothing: Shown = { items: [], active: 0 };

export function useSuggestions(field: RefObject<HTMLTextAreaElement | null>): Suggestions {
  const [shown, setShown] = useState<Shown>(nothing);
  const asked = useRef('');
  const close = (): void => setShown(nothing);

  const look = (): void => {
    const { value, selectionStart, selectionEnd } = field.current!;
    const query = selectionStart === selectionEnd ? emojiQuery(value, selectionStart) : undefined;
    if (!query) {
      asked.current = '';
      return close();
    }
    const question = `${query.from} ${query.name} ${query.closed}`;
    if (question === asked.current) return;
    asked.current = question;
    void allNames().then(names => {
      if (asked.current !== question) return;
      const items = emojiNamed(names, query.name);
      if (!query.closed) return setShown({ items, active: 0 });
      if (items[0]?.[1] === query.name) insert(items[0][0]);
    });
  };

  const insert = (emoji: string): void => {
    const element = field.current!;
    const caret = element.selectionStart;
    const query = emojiQuery(element.value, caret);
    close();
    if (!query) return;
    const end = query.from + emoji.length + 1;
    applyEdit(element, { from: query.from, to: caret, insert: `${emoji} `, select: [end, end] });
  };

  const choose = (index: number): void => insert(shown.items[index]![0]);

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

  return { ...shown, open: shown.items.length > 0, look, close, choose, onKey };
}

let names: Promise<EmojiNames> | undefined;

/** Loaded with the first colon that somebody types. */
function allNames(): Promise<EmojiNames> {
  names ??= import('emojibase-data/en/shortcodes/github.json').then(table => emojiNamesFrom(table.default));
  return names;
}
