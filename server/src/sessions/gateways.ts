// The gateways that are alive, and how they are reached. Each says so itself; one that stops saying so is gone, and with it
// every session it had registered. A gateway that starts again is another incarnation.

export interface Gateways {
  /**
   * Says at once and from then on that this gateway is here, until `withdraw`. Resolves when it has been tried once; whether it
   * could be said or not, it goes on trying. One gateway for each `Gateways`.
   */
  announce(entry: GatewayEntry, events: AnnouncementEvents): Promise<void>;
  /** False while this gateway has announced itself in vain: others may take it for gone. True where there is none. */
  isAnnounced(): boolean;
  /** Undefined: gone. What is found may be some seconds old, but never "gone". */
  find(gateway: string): Promise<GatewayEntry | undefined>;
  /** The entry was of no use: the next `find` does not answer from memory. */
  bounced(gateway: string): void;
  /** By id. */
  all(): Promise<GatewayEntry[]>;
  /** Says that this gateway is gone; all that it has registered is void. */
  withdraw(): Promise<void>;
}

export interface GatewayEntry {
  readonly id: string;
  /** Another one for each start of a gateway. Letters and digits. */
  readonly incarnation: string;
  /** Where other processes reach it, host:port. */
  readonly linkAddress: string;
  /** Where clients do. */
  readonly publicPort: number;
}

export interface AnnouncementEvents {
  /**
   * Others may have taken this gateway for gone, or entries that it has registered have been lost: it has to look for what came
   * meanwhile and to register its devices anew.
   */
  onLost(): void;
}
