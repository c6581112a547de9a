/** One connection's pipe: opens once, carries whole binary messages in order, ends once. */
export interface Pipe {
  send(message: Uint8Array): void;
  /** Ends it. `closed` is not called for it afterwards. */
  close(): void;
}

export interface PipeEvents {
  opened(): void;
  received(message: Uint8Array): void;
  /** `code` is the WebSocket close code; 1006 when it broke or never opened. */
  closed(code: number): void;
}

/** How frames reach the server. Two kinds: the WebSocket of the platform, and a scripted end in tests. */
export interface Transport {
  open(url: string, subprotocol: string, events: PipeEvents): Pipe;
}
