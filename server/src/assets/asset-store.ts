// What is known of assets: whose they are, which content they stand for, until when. No decisions: those are the service's.
import type { AccountId } from '@parley/protocol';

export interface AssetStore {
  /**
   * Adds one, unless the account would then hold more than `maxBytes`, each content counted once and expired ones not; atomic, so that
   * parallel calls cannot exceed it together. A ready one makes its content known and takes a mark off it.
   */
  add(asset: StoredAsset, maxBytes: number): Promise<'added' | 'quota'>;
  asset(id: string): Promise<StoredAsset | undefined>;
  /** The account's newest one with this content that has not expired; a ready one before any other. */
  ownWith(account: AccountId, sha256: string, now: number): Promise<StoredAsset | undefined>;
  /** Durable when it resolves. `ready` makes its content known and takes a mark off it. */
  setState(id: string, state: AssetState, expiresAt: number): Promise<void>;
  /** Idempotent. */
  remove(id: string): Promise<void>;

  /** Those not ready that expired by then. */
  abandoned(now: number): Promise<StoredAsset[]>;
  /** Marks content that no unexpired asset stands for, and takes the mark off what is needed again. */
  mark(now: number): Promise<void>;
  /** Content marked before that time. */
  marked(before: number): Promise<string[]>;
  /** Forgets content and its assets, if it is still marked and nothing needs it; false: it is needed. */
  forget(sha256: string, now: number): Promise<boolean>;
  /** False: nothing stands for that upload or blob. */
  isKnown(kind: 'uploads' | 'blobs', name: string): Promise<boolean>;
  totals(): Promise<{ readonly blobs: number; readonly bytes: number }>;
  /** 32 random bytes, made once and kept: links are signed with it. */
  linkKey(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export type AssetState =
  | 'uploading'
  /** All bytes came and have the announced hash; publishing may not have ended. */
  | 'verified'
  | 'ready';

export interface StoredAsset {
  /** 128 random bits, hexadecimal: who knows it may read. */
  readonly id: string;
  readonly account: AccountId;
  /** Of the ciphertext, hexadecimal. */
  readonly sha256: string;
  readonly size: number;
  readonly state: AssetState;
  readonly createdAt: number;
  readonly expiresAt: number;
}
