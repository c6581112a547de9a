// A row's key in the embedded store: inbox and sequence number in one integer. SQLite then keeps the rows of an inbox side
// by side in a table of integer keys, which has shallower trees and takes larger rows than one of compound keys.

const SEQUENCES = 2 ** 32;

/** Inbox ids stay below this, so that keys are exact as numbers: two million devices. */
export const MAX_INBOXES = 2 ** 21;

export const rowKey = (inbox: number, seq: number): number => inbox * SEQUENCES + seq;
export const inboxOfKey = (key: number): number => Math.floor(key / SEQUENCES);
export const seqOfKey = (key: number): number => key % SEQUENCES;
/** Above every key of the inbox. */
export const endOfInbox = (inbox: number): number => (inbox + 1) * SEQUENCES;
