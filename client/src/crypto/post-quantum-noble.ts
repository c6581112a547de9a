// What only the start of a session needs. A browser loads it with the first one: the list of chats is shown without it.
export { sha3_256, shake256 } from '@noble/hashes/sha3.js';
export { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';
