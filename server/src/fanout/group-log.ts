// What has been stamped, on its way to the inboxes: records by key, kept until they have been dealt with. This is the port.
export interface GroupLog {
  /** Resolves once all records are durable. Order for each key: that of the calls, and within one call that of the records. */
  append(records: readonly LogRecord[]): Promise<void>;

  /**
   * Hands over what is there and what comes, in order for each key, several keys side by side; each call of the handler
   * has records of one key. At least once: what the handler has not resolved for comes again, soon when it rejects, else
   * after a restart, or in another process that consumes the same log; there it may come while this one still writes it.
   * One consumer at a time in a process.
   */
  consume(handler: LogHandler): Consumer;

  /** Cheap: from memory. */
  stats(): LogStats;

  /** Resolves once what was accepted is durable and the files are closed. Consumers are stopped before. */
  close(): Promise<void>;
}

export interface LogRecord {
  /** The group's id: records of one key keep their order. */
  readonly key: string;
  readonly value: Uint8Array;
}

export type LogHandler = (records: readonly LogRecord[]) => Promise<void>;

export interface Consumer {
  /** Drains, then fences: no handler starts any more; resolves when those that run have ended. */
  stop(): Promise<void>;
}

export interface LogStats {
  /** Records that are durable and not dealt with; while several processes consume: of those that are for this one. */
  readonly waiting: number;
  /** Wall clock: when the record came that has waited longest; undefined: none waits. */
  readonly oldest: number | undefined;
}
