// `@name` in a text: what is being named, which members have such a name, and which of the chosen names are still there (U30).
import type { AccountId, Mention } from '@parley/client';
import { fold } from '../text/fold.ts';

export interface MentionQuery {
  /** Where the @ is. */
  readonly from: number;
  readonly name: string;
}

export interface Named {
  readonly account: AccountId;
  readonly name: string;
}

const QUERY = /(?:^|[\s(])(@([^\s@]{0,30}))$/u;
const REACH = 34;
const MOST = 6;

/** What is being typed directly before the caret. */
export function mentionQuery(text: string, caret: number): MentionQuery | undefined {
  const match = QUERY.exec(text.slice(Math.max(0, caret - REACH), caret));
  return match ? { from: caret - match[1]!.length, name: match[2]! } : undefined;
}

/** Those of whose name a word begins so. */
export function membersNamed(members: readonly Named[], query: string): Named[] {
  const wanted = fold(query);
  const begins = ({ name }: Named): boolean =>
    fold(name)
      .split(/\s+/)
      .some(word => word.startsWith(wanted));
  return members.filter(begins).slice(0, MOST);
}

/** Where those who were chosen, in this order, still stand in the text. */
export function mentionsIn(text: string, chosen: readonly Named[]): Mention[] {
  const found: Mention[] = [];
  let from = 0;
  for (const { account, name } of chosen) {
    const written = `@${name}`;
    const start = text.indexOf(written, from);
    if (start < 0) continue;
    from = start + written.length;
    found.push({ account, start, length: written.length });
  }
  return found;
}
