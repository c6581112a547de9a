// What is known of assets: whose they are, which content they stand for, until when. No decisions: those are the service's.
import type { AccountId } from '@parley/protocol';

/** After this whoever had claimed a removal counts as dead. Far above what a request to a store may take. */
export const REMOVAL_MS = 600_000;

/** Several processes may use it at once. Every change is durable when it resolves. */
export interface AssetStore {
  /**
   * Adds one, unless the account would then hold more than `maxBytes`, each content counted once and expired ones not; atomic, so that
   * parallel calls cannot exceed it together. A ready one takes a mark off its content, which must be known: `gone` when it
   * is not, or is being removed.
   */
  add(asset: StoredAsset, maxBytes: number): Promise<'added' | 'quota' | 'gone'>;
  asset(id: string): Promise<StoredAsset | undefined>;
  /** The account's newest one with this content that has not expired; a ready one before any other. */
  ownWith(account: AccountId, sha256: string, now: number): Promise<StoredAsset | undefined>;
  /**
   * `verified`, unless it is ready: from now on its content is not removed. False: it is being removed at this moment, and
   * nothing was changed.
   */
  verify(id: string, now: number): Promise<boolean>;
  /** All of it is to be uploaded again, unless it is ready. */
  restart(id: string): Promise<void>;
  /** `ready`: makes its content known and takes a mark off it. False: there is no such asset any more. */
  setReady(id: string, expiresAt: number): Promise<boolean>;
  /** Idempotent. */
  remove(id: string): Promise<void>;

  /** Those not ready that expired by then. */
  abandoned(now: number): Promise<StoredAsset[]>;
  /** Marks content that no unexpired asset stands for, and takes the mark off what is needed again. */
  mark(now: number): Promise<void>;
  /** Content marked before that time. */
  marked(before: number): Promise<string[]>;
  /**
   * True: no ready or verified asset stands for the content, it was marked before `markedBefore` or is not known at all, and
   * nobody else is removing it. For REMOVAL_MS nobody can take it up again then: the caller removes it in that time.
   */
  claimRemoval(sha256: string, now: number, markedBefore: number): Promise<boolean>;
  /** Forgets content that has been removed, and its assets. Does nothing when another has claimed it since `claimedAt`. */
  forget(sha256: string, claimedAt: number): Promise<void>;
  /** False: nothing stands for that upload. */
  isUpload(name: string): Promise<boolean>;
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
