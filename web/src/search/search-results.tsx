import type { ReactNode } from 'react';

/** Messages that hold the words, below the names in the list column. Rows only: the list scrolls. */
export function SearchResults(_: { readonly query: string }): ReactNode {
  return null;
}
