import type { AccountId } from '@parley/protocol';
import type { ReactNode } from 'react';

export interface ContactInfoProps {
  readonly account: AccountId;
  /** Leaves the panel: to the chat. */
  readonly onClose: () => void;
}

/** Who a person is, and the safety number. Fills its column, with a close button of its own. */
export function ContactInfo(_: ContactInfoProps): ReactNode {
  return null;
}
