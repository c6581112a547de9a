// What the gateway counts, as plain numbers that somebody reads when asked.
import { type ClientFrameType, clientFrameTypes, type ServerFrameType, serverFrameTypes } from './frames.ts';

export interface Counts {
  /** By type; those that could not be read are `bad`, of a type the server does not know `unknown`. */
  readonly framesIn: Record<ClientFrameType | 'bad' | 'unknown', number>;
  readonly framesOut: Record<ServerFrameType, number>;
  /** Refused sends, by error code. */
  readonly refusals: Record<string, number>;
  /** Ended connections, by close reason; `left`: the peer or the network ended it. */
  readonly closes: Record<string, number>;
  /** Rows that did not follow the one before. */
  gaps: number;
  /** Inboxes read from where the device stood to their end. */
  drains: number;
  /** Devices with rows that no hint had told of (D11). */
  slowPollFinds: number;
  /** Connections turned away before they were one. */
  turnedAway: number;
  /** Typing notices that were too many. */
  typingDropped: number;
  /** Watched people of whom it was looked up where they are. */
  presenceLookups: number;
  /** Other gateways asked which of their devices somebody is at. */
  presenceCalls: number;
  /** The most bytes that were ever queued for one connection. */
  queueHighWaterBytes: number;
}

export function createCounts(): Counts {
  return {
    framesIn: { ...zeros(clientFrameTypes), bad: 0, unknown: 0 },
    framesOut: zeros(serverFrameTypes),
    refusals: {},
    closes: {},
    gaps: 0,
    typingDropped: 0,
    presenceLookups: 0,
    presenceCalls: 0,
    drains: 0,
    slowPollFinds: 0,
    turnedAway: 0,
    queueHighWaterBytes: 0,
  };
}

export function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function zeros<T extends string>(names: readonly T[]): Record<T, number> {
  return Object.fromEntries(names.map(name => [name, 0])) as Record<T, number>;
}
