export type MaybePromise<T> = T | Promise<T>;

/** Returns `length` unpredictable bytes. Tests pass a seeded one. */
export type RandomBytes = (length: number) => Uint8Array;

/**
 * The building blocks the protocol stands on. Hashes are synchronous because a promise costs more than the hash;
 * what a platform does much faster may answer with a promise. Nothing keeps its inputs, nothing is retried.
 */
export type Primitives = {
  readonly sha512: (data: Uint8Array) => Uint8Array;
  readonly hmacSha256: (key: Uint8Array, data: Uint8Array) => Uint8Array;
  /** RFC 5869; no salt means 32 zero bytes. `length` in bytes. */
  readonly hkdfSha256: (
    secret: Uint8Array,
    salt: Uint8Array | undefined,
    info: Uint8Array,
    length: number,
  ) => Uint8Array;
  /** AES-256-CBC with PKCS#7 padding, 16-byte `iv`. */
  readonly aesCbcEncrypt: (key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array) => MaybePromise<Uint8Array>;
  /** Fails (throws or rejects) on a bad length or padding. */
  readonly aesCbcDecrypt: (key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array) => MaybePromise<Uint8Array>;
  /** RFC 7748 on 32-byte keys. May fail on a small-order point; an all-zero result is for the caller to refuse. */
  readonly x25519: (privateKey: Uint8Array, publicKey: Uint8Array) => MaybePromise<Uint8Array>;
  readonly x25519PublicKey: (privateKey: Uint8Array) => MaybePromise<Uint8Array>;
  /**
   * RFC 8032 without the cofactor: S < L, and R compared as bytes. False, never an error, for anything that does not
   * verify. All backends must agree on every input, or two devices could judge one signature differently.
   */
  readonly ed25519Verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => MaybePromise<boolean>;
  /** FIPS 203. `seed` is 64 bytes (d ‖ z). */
  readonly mlKem1024KeyPair: (seed: Uint8Array) => MaybePromise<{ publicKey: Uint8Array; privateKey: Uint8Array }>;
  /** `seed` is the 32-byte m. Fails on a public key that is not a canonical encoding. */
  readonly mlKem1024Encapsulate: (
    publicKey: Uint8Array,
    seed: Uint8Array,
  ) => MaybePromise<{ ciphertext: Uint8Array; sharedSecret: Uint8Array }>;
  readonly mlKem1024Decapsulate: (privateKey: Uint8Array, ciphertext: Uint8Array) => MaybePromise<Uint8Array>;
};

/** What every function that needs more than its arguments is given: the blocks and the randomness. */
export type CryptoEnv = {
  readonly primitives: Primitives;
  readonly random: RandomBytes;
};
