// What is remembered of an archive that is on its way, in the profile's row.
import type { StoredAttachment } from '../attachments/attachment.ts';
import type { EarlyMarks } from './early-marks.ts';

/** Of each chat what is older than this is still to be sent; absent: nothing has been yet. */
export interface ArchiveJob {
  /** All has been sent once; the newest go again, for what has changed meanwhile. */
  readonly closing?: true;
  /** All has been sent; the newest go a last time when the sends up to this order are answered. */
  readonly lateUpTo?: number;
  readonly before?: number;
  readonly done: number;
  readonly total: number;
}

export interface ArchiveState {
  /** The device that sends it; 0: none has yet. */
  readonly from: number;
  /** The version of the own list when it was asked for. */
  readonly askedUnder?: number;
  /** What came of messages that are still on their way. */
  readonly early?: EarlyMarks;
  /** To be fetched, in this order. */
  readonly parts: readonly ArchivedPart[];
  readonly done: number;
  readonly total: number;
  /** How often it was asked for anew because a part could not be had. */
  readonly askedAgain?: number;
  /** Some of it cannot be had. */
  readonly incomplete?: true;
}

/** Asked for, and nothing of it here. */
export const noneYet: ArchiveState = { from: 0, parts: [], done: 0, total: 0 };

export interface ArchivedPart {
  readonly file: StoredAttachment;
  readonly done: number;
  readonly total: number;
  readonly last: boolean;
}
