// The rows of the store: plain data (structured clone), never changed in place. Their keys and indexes: schema.ts.

import type { AccountId, ChatId, DeviceKey, GroupId, GroupState, MessageId } from '@parley/protocol';
import type { Stamp } from '../acts/act.ts';
import type { ArchiveJob, ArchiveState } from '../archive/archive-rows.ts';
import type { StoredAttachment } from '../attachments/attachment.ts';
import type { ChatDraft, LinkPreview, Mention, MessageState, MessageTimes, Quote } from '../client.ts';
import type { KyberPreKey, OneTimePreKey, SignedPreKey } from '../crypto/crypto.ts';
import type { ErrorInfo } from '../errors.ts';
import type { ChatNotice } from '../history/notice.ts';
import type { Payload } from '../outbox/payload.ts';
import type { Privacy } from '../privacy/privacy-client.ts';
import type { ContactProfileRow, OwnShown } from '../profiles/profile-rows.ts';
import type { ActRow, RefusedAct, StoredReaction, UnsentAct } from './act-rows.ts';

export interface Rows {
  /** Key: `SELF`, as for all of which there is one. */
  profile: ProfileRow;
  connection: ConnectionRow;
  inbox: InboxRow;
  privacy: PrivacyRow;
  keyring: KeyringRow;
  /** Verified device lists. Key: account. */
  accounts: AccountRow;
  /** Key: account. */
  contacts: ContactRow;
  /** As verified. Key: group. */
  groups: GroupRow;
  /** Pictures. Key: account or group. */
  avatars: AvatarRow;
  /** Key: account. */
  chats: ChatRow;
  /** Key: `messageKey`. */
  messages: MessageRow;
  /** Key: `orderKey`. */
  outbox: OutboxRow;
  /** Key: device. */
  sessions: SessionRow;
  /** The own keys of groups. Key: group. */
  ownSenderKeys: OwnSenderKeyRow;
  /** Others' keys of groups. Key: `senderKeyKey`. */
  senderKeys: SenderKeyRow;
  /** What members have got of what was sent to a group. Key: group. */
  groupMarks: GroupMarksRow;
  /** The private halves. Key: `preKeyKey`. */
  prekeys: PreKeyRow;
  /** First messages answered, so that none is answered twice. Key: their memory key. */
  starts: StartRow;
  /** Key: device. */
  resends: ResendRow;
  /** What was done with messages that have not come yet, and what the person has done. Key: `messageKey` of the act. */
  acts: ActRow;
}

export interface ProfileRow extends OwnShown {
  readonly server: string;
  readonly account: AccountId;
  readonly device: number;
  readonly phone: string;
  readonly name: string;
  /** `hash` of the own picture. */
  readonly avatar?: string;
  readonly token: Uint8Array;
  readonly identity: StoredKeyPair;
  /** Signs certificates and device lists. Absent on a companion device. */
  readonly accountKey?: StoredKeyPair;
  /** Keys of files follow from it. Made at the first file. */
  readonly assetSecret?: Uint8Array;
  /** When name, words and picture were set last. */
  readonly shownSet?: SetAt;
  /** Another own device has offered the account key; the person has not taken it yet. */
  readonly offeredKey?: { readonly pair: StoredKeyPair; readonly from: number };
  /** What is being sent to newly linked devices. */
  readonly archiving?: { readonly [device: number]: ArchiveJob };
  /** Newly linked: what is coming of what was said before. */
  readonly archive?: ArchiveState;
  /** Newly linked: what was said before is still to be asked for. */
  readonly historyWanted?: true;
  /** Newly linked: the account's groups are still to be asked for. */
  readonly groupsUnknown?: true;
}

/** When, by the clock of which own device: the later one counts, whichever comes last. */
export interface SetAt {
  readonly at: number;
  readonly by: number;
}

export interface StoredKeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export interface ConnectionRow {
  /** Of the last attempt. Raised and durable before each. */
  readonly epoch: number;
  readonly maxContentBytes?: number;
  readonly clockOffsetMs?: number;
  /** The server has said so once; afterwards it only knows that the token is void. */
  readonly unlinked?: true;
}

export interface InboxRow {
  readonly inboxEpoch: number;
  /** Last sequence number stored. */
  readonly cursor: number;
  /** Number of the last readable message of others, in order of arrival. */
  readonly arrivals: number;
  /** How many of them have been handed to `incoming`. */
  readonly handed: number;
}

/** As the server has said. */
export interface PrivacyRow extends Privacy {
  readonly version: number;
}

export interface KeyringRow {
  readonly nextPreKeyId: number;
  readonly signedPreKeyId: number;
  readonly kyberPreKeyId: number;
  readonly rotatedAt: number;
  /** Ids of the one-time prekeys that the server may not have yet. */
  readonly unpublished: readonly number[];
  readonly signedUnpublished: boolean;
}

export interface AccountRow {
  readonly account: AccountId;
  readonly version: number;
  readonly accountKey: Uint8Array;
  /** Account keys before that one, oldest first, each with the first version that is not under it. */
  readonly earlierKeys?: readonly { readonly key: Uint8Array; readonly until: number }[];
  readonly devices: readonly AccountDevice[];
  /** Identity key of every device number ever seen: it never changes. */
  readonly identities: { readonly [device: number]: Uint8Array };
  /** The first version without it, of each device that has gone. */
  readonly removedAt?: { readonly [device: number]: number };
  /** SHA-256 of every list seen, in hexadecimal, by version. */
  readonly hashes: { readonly [version: number]: string };
  /** As the server said last: the lists are for what was signed, and nobody can be reached by them. */
  readonly ended?: true;
}

export interface AccountDevice {
  readonly device: number;
  readonly name: string;
}

export interface ContactRow {
  readonly account: AccountId;
  readonly phone?: string;
  /** By which they were found last. */
  readonly username?: string;
  readonly name?: string;
  /** The account key that the person has compared. */
  readonly verifiedKey?: Uint8Array;
  readonly verifiedSet?: SetAt;
  readonly about?: string;
  /** `hash` of the picture. */
  readonly avatar?: string;
  readonly profile?: ContactProfileRow;
}

export interface GroupRow {
  readonly group: GroupId;
  /** After the last event taken in. */
  readonly state: GroupState;
  /** Number and `seq` of the last roster entry taken in. */
  readonly roster: number;
  readonly seq: number;
  readonly ts: number;
  /** The version of a member's device list that the roster has told last: older ones sign nothing any more. */
  readonly lists?: { readonly [account: AccountId]: number };
  /** Versions about which members have said something else. */
  readonly doubted?: readonly number[];
  /** Who was a member when, present and past. */
  readonly terms: readonly GroupTerm[];
  /** Who may write from when on, oldest first; admins alone where they are named. */
  readonly writers: readonly { readonly from: number; readonly admins?: readonly AccountId[] }[];
  /** Who were admins from when on, oldest first. */
  readonly admins?: readonly { readonly from: number; readonly admins: readonly AccountId[] }[];
  /** SHA-256 of every event taken in, in hexadecimal, by version. */
  readonly hashes: { readonly [version: number]: string };
  /** Secrets of invites made here, by public key in hexadecimal. */
  readonly secrets?: { readonly [invite: string]: Uint8Array };
  /** People were added here: the next message tells the members who is who. */
  readonly introduces?: true;
  /** An entry at `upTo` was not taken yet. `told`: a line says that messages were dropped for it. */
  readonly gap?: { readonly upTo: number; readonly told?: true };
  /** What does not hold; the state is the last good one. */
  readonly conflict?: string;
}

/** Messages with a `seq` above `from`, and below `to`, are between members. */
export interface GroupTerm {
  readonly account: AccountId;
  /** SHA-256 of the account key that was meant, in hexadecimal; not known of terms kept by older versions. */
  readonly keyHash?: string;
  readonly from: number;
  readonly to?: number;
}

export interface AvatarRow {
  readonly account: ChatId;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export interface ChatRow {
  readonly chat: ChatId;
  /** Newest server time seen in it. */
  readonly newestTs: number;
  readonly unread: number;
  /** `messageKey` and `cursor` of the last message shown. */
  readonly last?: { readonly key: string; readonly cursor: string };
  /** The person has written here: only then is the own profile shown. */
  readonly spoken?: boolean;
  /** When what follows was set last. */
  readonly set?: SetAt;
  readonly markedUnread?: boolean;
  readonly archived?: boolean;
  readonly pinnedAt?: number;
  readonly mutedUntil?: number;
  readonly draft?: ChatDraft;
  /** When its text was set last. */
  readonly draftSet?: SetAt;
  /** Key of the send that tells the other own devices of it, as it will be then. */
  readonly draftSend?: string;
  /** Between two people: after how long messages vanish, as it was set last. */
  readonly timer?: { readonly seconds: number } & Pick<Stamp, 'id' | 'ts'>;
  /** The person has set it, and the server has not taken it in yet. */
  readonly timerUnsent?: { readonly seconds: number; readonly id: MessageId };
  /** Of somebody else to what the person has written: the last one. `key`: of the message. */
  readonly reaction?: { readonly key: string; readonly account: AccountId; readonly ts: number };
  /** The person has taken away all there was up to then: what another own device still brings of it is not to come back (D4). */
  readonly goneUpTo?: number;
}

export interface MessageRow {
  readonly id: MessageId;
  readonly author: AccountId;
  readonly authorDevice: number;
  readonly chat: ChatId;
  readonly outgoing: boolean;
  readonly ts: number;
  readonly state: MessageState;
  readonly text?: string;
  readonly quote?: Quote;
  readonly attachments?: readonly StoredAttachment[];
  readonly mentions?: readonly Mention[];
  readonly preview?: LinkPreview;
  readonly forwarded?: true;
  /** How often it has been passed on. */
  readonly forwards?: number;
  /** Its file can be opened once by whoever it was sent to. */
  readonly viewOnce?: true;
  /** Who has opened it: from then on its file is not kept here. */
  readonly viewed?: Stamp;
  /** Whether it is kept in view, and who has said so. */
  readonly pin?: Stamp & { readonly on: boolean };
  /** Of a group's message: its place there. */
  readonly seq?: number;
  /** It vanishes so many seconds after its server time, which is then `expiresAt`. */
  readonly timerS?: number;
  readonly expiresAt?: number;
  readonly error?: ErrorInfo;
  readonly parkedReason?: string;
  /** Others' message that the person has not read. */
  readonly unread?: boolean;
  /** Others' readable message: its number in order of arrival. */
  readonly arrival?: number;
  /** Own: the devices it was encrypted for. Only these may ask for it again. */
  readonly sentTo?: readonly DeviceKey[];
  /** Own: the devices it was sent to a second time. */
  readonly resentTo?: readonly DeviceKey[];
  /** Own: server times. */
  readonly times?: MessageTimes;
  readonly notice?: ChatNotice;
  /** One an account, those taken back too. In the order in which they were made. */
  readonly reactions?: readonly StoredReaction[];
  /** The text is of this edit. */
  readonly edit?: Pick<Stamp, 'id' | 'ts'>;
  /** What the person has done with it and the server has not taken in yet; not in the fields above. */
  readonly unsent?: readonly UnsentAct[];
  /** The last of it that the server has refused for good; the person has not said what now. */
  readonly refused?: RefusedAct;
  /** Deleted for everyone: a line is left of it. */
  readonly withdrawn?: Stamp;
  /** When the person has marked it, on this device. */
  readonly starredAt?: number;
  readonly starSet?: SetAt;
  /** Taken away by the person then. What is left of it is in no chat, and keeps the message from coming back (D4). */
  readonly deletedAt?: number;
}

export interface OutboxRow {
  /** Ascending over the whole outbox. */
  readonly order: number;
  readonly id: MessageId;
  readonly to: ChatId;
  readonly payload: Payload;
  readonly sealed?: Sealed | GroupSealed;
}

/** The ciphertexts of one Send, made once for one pair of device lists. */
export interface Sealed {
  /** Newest server time seen in the chat when it was made: the message will not stand above it. */
  readonly after: number;
  readonly toListVersion: number;
  readonly ownListVersion: number;
  readonly parts: readonly SealedPart[];
}

/** The ciphertext of one message to a group. */
export interface GroupSealed {
  readonly after: number;
  /** Number of the roster entry that it was made at. */
  readonly roster: number;
  readonly data: Uint8Array;
}

export interface SealedPart {
  readonly own: boolean;
  readonly device: number;
  readonly prekey: boolean;
  readonly data: Uint8Array;
}

export interface SessionRow {
  readonly device: DeviceKey;
  /** `encodeSession`. */
  readonly record: Uint8Array;
  /** When it was started here, milliseconds since 1970, as long as the other device has not answered. */
  readonly startedAt?: number;
}

export interface OwnSenderKeyRow {
  readonly group: GroupId;
  /** `encodeSenderKey`. */
  readonly record: Uint8Array;
  readonly sharedWith: readonly DeviceKey[];
}

export interface SenderKeyRow {
  readonly group: GroupId;
  readonly device: DeviceKey;
  readonly record: Uint8Array;
}

/** Up to which `seq`, by account. */
export interface GroupMarksRow {
  readonly group: GroupId;
  readonly delivered: { readonly [account: AccountId]: number };
  readonly read: { readonly [account: AccountId]: number };
}

interface PreKeyTimes {
  readonly createdAt: number;
  readonly retiredAt?: number;
}

export type PreKeyRow = PreKeyTimes &
  (
    | { readonly kind: 'signed'; readonly key: SignedPreKey }
    | { readonly kind: 'kyber'; readonly key: KyberPreKey }
    | { readonly kind: 'one_time'; readonly key: OneTimePreKey }
  );

export interface StartRow {
  readonly memoryKey: string;
  readonly signedPreKeyId: number;
}

/** Requests to send again, to and from a device: times of the last hour, milliseconds since 1970. */
export interface ResendRow {
  readonly device: DeviceKey;
  readonly asked: readonly number[];
  readonly answered: readonly number[];
}
