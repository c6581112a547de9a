// Where ciphertext is kept: uploads under way by their id, blobs by the SHA-256 of what is in them. No decisions: those are
// the service's, which also sees to it that one upload is written by one caller of its process at a time. Where several
// processes share a store, each method may be called by any of them, also for what another one has begun.
// A store that cannot be reached throws `UnavailableError`.

export interface BlobStore {
  /** Bytes of the upload that are here; 0: none, or there is no such upload. */
  uploaded(upload: string): Promise<number>;
  /**
   * Adds what the source gives at `offset`, which must be what `uploaded` says, and at most up to `size` bytes in all.
   * Resolves to the bytes that are here then. When the source fails, what came before stays and the error is thrown.
   * Outlives the process; durable only once published. Throws `TOO_MANY_BYTES` when the source has more, `WRITTEN_BY_OTHERS`
   * when another process has written at the same place: `uploaded` says how far it is then.
   */
  append(upload: string, offset: number, source: AsyncIterable<Uint8Array>, size: number): Promise<number>;
  /** The SHA-256 of the upload's bytes, hexadecimal. Quick after an append in this process, else it is read again. */
  hash(upload: string): Promise<string>;
  /**
   * Makes the upload the blob of that hash, durably and at once; there may be one already. The upload is gone then.
   * Idempotent: without an upload it does nothing if the blob is there, else throws. Never a blob with other bytes.
   */
  publish(upload: string, sha256: string): Promise<void>;
  /** Idempotent. */
  discard(upload: string): Promise<void>;
  /** Size of a blob; undefined: there is none. */
  size(sha256: string): Promise<number | undefined>;
  /** Bytes from `start` to before `end`. */
  read(sha256: string, start: number, end: number): AsyncIterable<Uint8Array>;
  /** Idempotent. */
  remove(sha256: string): Promise<void>;
  /** Ends what was begun inside the store before that time and left by a crash. Resolves to how many. */
  tidy(before: number): Promise<number>;
  /** What is there, with the time it was last written: for finding what nobody knows. */
  list(kind: 'uploads' | 'blobs'): AsyncIterable<{ readonly name: string; readonly changedAt: number }>;
}

/** The source had more bytes than were announced. */
export const TOO_MANY_BYTES = 'too_many_bytes';

/** Another process has written at the offset. */
export const WRITTEN_BY_OTHERS = 'written_by_others';
