// Connections between our own processes: a room's methods called across them, with deadlines. What it does not do: retry a
// call, or know what a call means.

/** A process that can be called. Calls on one link arrive in the order they were made. */
export interface Link {
  /**
   * Resolves to what the method has returned there. Rejects with `UnavailableError` when nobody could be reached, nothing
   * came back in time, or too much is under way: the call may or may not have been carried out.
   * Arguments and results are plain data: what structured clone takes, objects without methods.
   */
  call(method: string, args: readonly unknown[], deadlineMs?: number): Promise<unknown>;
  /** Counts the connections this link has had; calls of one number share a connection. 0: none yet. */
  generation(): number;
  /** Whether somebody would answer, as far as is known. */
  isUp(): boolean;
  stats(): LinkStats;
  close(): void;
}

export interface LinkStats {
  readonly pending: number;
  readonly calls: number;
  readonly failures: number;
  readonly connects: number;
}

/** What a process answers to: `room.method`. Each is told who calls. */
export type Handlers = ReadonlyMap<string, Handler>;
export type Handler = (args: readonly unknown[], caller: Caller) => Promise<unknown>;

/** One connection of another process, for as long as it stays. */
export interface Caller {
  /** How the process calls itself, for logs. */
  readonly name: string;
}

/** Who a process is; said by both sides before anything else. */
export interface Identity {
  readonly name: string;
  /** Another one after every start. */
  readonly incarnation: string;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** PEM texts. Both sides show a certificate of this authority; it is issued to nobody else, so that names in it do not matter. */
export interface LinkTls {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** Numbers that a link keeps to. */
export interface LinkLimits {
  /** A frame above ends its connection. */
  readonly maxFrameBytes: number;
  /** Calls that wait for an answer; more are refused. */
  readonly maxPendingCalls: number;
  /** Bytes that wait to be written; more calls are refused. */
  readonly maxQueuedBytes: number;
  readonly deadlineMs: number;
  /** From connecting to the other's hello: a stopped process still has its connections accepted. */
  readonly helloMs: number;
  /** A ping goes out after this long without a word. */
  readonly quietMs: number;
  /** A connection that stayed silent this long is given up. */
  readonly deadMs: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
}

export const linkLimits: LinkLimits = {
  maxFrameBytes: 32 * 1024 * 1024,
  maxPendingCalls: 20_000,
  maxQueuedBytes: 64 * 1024 * 1024,
  deadlineMs: 5_000,
  helloMs: 2_000,
  quietMs: 1_000,
  deadMs: 4_000,
  retryMinMs: 20,
  retryMaxMs: 1_000,
};
