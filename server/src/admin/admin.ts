// What an operator may ask of a running server, and do to it: who there is, what waits, ending devices and accounts, what people
// have reported. Content and keys are no part of it, but for what a report shows: the server has none. How it is reached: admin-listener.ts.
import type { AccountId, DeviceNumber } from '@parley/protocol';
import type { Report } from '../accounts/privacy.ts';

export interface Admin {
  /** Ascending by id, above `after`. */
  accounts(after: AccountId | '', limit: number): Promise<readonly AdminAccount[]>;
  /** By number or id. */
  account(who: string): Promise<AdminAccount | undefined>;
  /** The inboxes with most rows, or with the oldest. Undefined: the store cannot tell. */
  queues(by: 'count' | 'age', limit: number): Promise<readonly AdminQueue[] | undefined>;
  /** All its devices have to register anew. Answers what it was before; undefined: there is no such account. */
  endSessions(who: string): Promise<AdminAccount | undefined>;
  /** For good; the number is free then. Answers what it was before; undefined: there is no such account. */
  delete(who: string): Promise<AdminAccount | undefined>;
  /** Newest first. */
  reports(limit: number): Promise<readonly AdminReport[]>;
  /** Dealt with. Undefined: there is none of that id. */
  removeReport(id: string): Promise<{ readonly id: string } | undefined>;
}

/** What a person has shown: nobody can say that it is true. */
export interface AdminReport extends Report {
  readonly reporterPhone: string;
  readonly reportedPhone: string;
}

export interface AdminAccount {
  readonly account: AccountId;
  /** Empty: it has been deleted. */
  readonly phone: string;
  readonly devices: readonly { readonly device: DeviceNumber; readonly waiting: number; readonly bytes: number }[];
}

export interface AdminQueue {
  readonly account: AccountId;
  readonly phone: string;
  readonly device: DeviceNumber;
  readonly rows: number;
  readonly oldestMs: number;
}
