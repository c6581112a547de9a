import type { AccountId } from '@parley/protocol';
import type { ReactNode } from 'react';

export interface ConversationProps {
  readonly account: AccountId;
  /** A message's cursor to open at. */
  readonly at?: string;
}

/** The chat with a person: header, messages, composer. Fills its column; mounted anew for each chat. */
export function Conversation(_: ConversationProps): ReactNode {
  return null;
}
