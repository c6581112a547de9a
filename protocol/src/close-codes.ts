// WebSocket close codes. The range alone tells every client what to do: 4000–4499 reconnect with backoff, 4500–4999 stop
// until a person or a program has changed something. Codes of RFC 6455 (1000–1015) mean: reconnect.

interface CloseRow {
  readonly code: number;
  readonly reason: string;
}

export const closeTable = {
  // reconnect
  server_shutdown: { code: 4000, reason: 'the server is going away' },
  slow_reader: { code: 4001, reason: 'the connection did not take what was sent to it' },
  heartbeat_missed: { code: 4002, reason: 'nothing was heard for too long' },
  hello_timeout: { code: 4003, reason: 'no Hello arrived in time' },
  internal: { code: 4004, reason: 'something went wrong in the server' },
  overloaded: { code: 4005, reason: 'too many connections at once' },
  // The client connects with a higher connection epoch.
  stale_connection_epoch: { code: 4006, reason: 'a newer connection of this device is known' },
  inbox_reset: { code: 4007, reason: 'the inbox was emptied: its numbers start anew' },
  unavailable: { code: 4008, reason: 'a part of the server cannot be reached now' },

  // stop
  displaced: { code: 4500, reason: 'the device has connected elsewhere' },
  unauthorized: { code: 4501, reason: 'the access token is not valid' },
  bad_frame: { code: 4502, reason: 'a frame could not be decoded' },
  hello_expected: { code: 4503, reason: 'Hello comes first, and once' },
  frame_too_large: { code: 4504, reason: 'a frame was larger than the limit' },
  unlinked: { code: 4505, reason: 'the device has been removed from its account' },
} as const satisfies Record<string, CloseRow>;

export type CloseReason = keyof typeof closeTable;

/** True when a client that sees this close code should connect again by itself. */
export function mayReconnect(code: number): boolean {
  return code < 4500 || code > 4999;
}
