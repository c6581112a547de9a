// What every part says of itself. How it is started is each part's own.

export interface Part {
  readonly name: string;
  readonly what: string;
  /** Programs and files that are missing; empty: it can be started. */
  missing(): string[];
  /** Debian packages that bring it. They are installed in one go. */
  readonly packages: readonly string[];
  /** What the packages do not bring. */
  readonly build?: (tell: (line: string) => void) => Promise<void>;
}

/** Paths of PEM files of a server. */
export interface PartTls {
  readonly cert: string;
  readonly key: string;
  /** Of who has issued it. */
  readonly ca: string;
}
