// Carries what the arbiter has stamped to the inboxes of a group's members: from the outbox to the group log (relay), and
// from there to the inboxes (the group message handler). It decides nothing: who gets a record follows from the record.
export interface FanOutRoom {
  /** Something was stamped. Cheap: it may be called for every message. */
  nudge(): void;
  stats(): FanOutStats;
  /** Ends what is being written; what waits goes on after the next start. */
  stop(): Promise<void>;
}

export interface FanOutStats {
  /** Records stamped and not yet in the group log. */
  readonly outbox: number;
  /** Records in the group log and not yet in the inboxes. */
  readonly waiting: number;
}
