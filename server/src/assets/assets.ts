// Encrypted files: taken in by resumable upload, kept once per content, handed out by signed links, dropped when their time
// is over. It sees ciphertext only, and tells nobody whether somebody else has the same.
import type { AccountId, WireError } from '@parley/protocol';

export interface Assets {
  /** A new asset of the account; an upload that it has begun with the same content goes on. */
  create(account: AccountId, file: { size: number; sha256: string }): Promise<AssetInfo | WireError>;
  /** An own asset and how much of it is here. Ends what a crash left between the last byte and publishing. */
  own(account: AccountId, id: string): Promise<AssetInfo | WireError>;
  /**
   * Adds bytes at the offset, which must be where the upload stands, or begins anew with the `whole`; the last byte
   * publishes. Bytes that came before the source failed stay. Resolves to the asset as it is then.
   */
  write(
    account: AccountId,
    id: string,
    offset: number | 'whole',
    source: AsyncIterable<Uint8Array>,
  ): Promise<AssetInfo | WireError>;
  /** Another asset on the same content, for whoever knows this one. Nothing is uploaded. */
  forward(account: AccountId, id: string): Promise<AssetInfo | WireError>;
  /** Where whoever holds the link may read the content for some minutes. `direct`: not at the edge. */
  link(id: string, options?: { readonly direct?: boolean }): Promise<AssetLink | WireError>;
  /** What a link is good for; the link is checked. */
  open(link: LinkParts): Promise<AssetContent | WireError>;
  /** For the edge, which has checked the link: who knows the secret gets any content whose hash it knows. */
  openForEdge(sha256: string, secret: string): Promise<AssetContent | WireError>;
  /** Drops what is over: uploads never ended, and content that nobody has needed for a day. Returns the files removed. */
  sweep(): Promise<number>;
  stats(): AssetStats;
}

export interface AssetInfo {
  readonly id: string;
  readonly size: number;
  /** Bytes that are here. */
  readonly uploaded: number;
  /** All of them are here, and were checked. */
  readonly ready: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface LinkParts {
  readonly sha256: string;
  readonly expires: number;
  readonly signature: string;
}

export interface AssetLink extends LinkParts {
  readonly size: number;
  /** Where the edge hands the same out; absent: it is to be read here. */
  readonly edgeUrl?: string;
}

export interface AssetContent {
  readonly size: number;
  /** Bytes from `start` to before `end`. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface AssetStats {
  readonly blobs: number;
  readonly bytes: number;
  readonly uploadedBytes: number;
  readonly downloadedBytes: number;
  readonly published: number;
  /** Uploads that were not what had been announced. */
  readonly mismatches: number;
  readonly removed: number;
  /** Links to the edge that were handed out. */
  readonly edgeLinks: number;
  /** What the edge has asked for because it did not have it: pieces, and their bytes. */
  readonly edgeReads: number;
  readonly edgeBytes: number;
}
