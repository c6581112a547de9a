// Groups as a program sees them: the part of the SDK's front that is about them.
import type { AccountId, GroupId, GroupRole, GroupSettings, MessageId } from '@parley/protocol';

export interface GroupClient {
  /** Makes a group of the own account and these. Needs the server, as every change of a group does. */
  createGroup(group: NewGroup, signal?: AbortSignal): Promise<Group>;
  /** As it is known here; undefined: it is not. */
  group(id: GroupId): Promise<Group | undefined>;
  /** What is not named stays. Throws `group_forbidden` where the own role does not allow it, as what follows does. */
  changeGroup(id: GroupId, change: GroupChange, signal?: AbortSignal): Promise<Group>;
  addMembers(id: GroupId, accounts: readonly AccountId[], signal?: AbortSignal): Promise<Group>;
  removeMembers(id: GroupId, accounts: readonly AccountId[], signal?: AbortSignal): Promise<Group>;
  setRole(id: GroupId, account: AccountId, role: GroupRole, signal?: AbortSignal): Promise<Group>;
  /** The chat stays, to read. */
  leaveGroup(id: GroupId, signal?: AbortSignal): Promise<Group>;
  /** A link that lets people in. Whoever has it may: it is a secret. */
  makeInvite(id: GroupId, invite?: NewInvite, signal?: AbortSignal): Promise<GroupInvite>;
  revokeInvite(id: GroupId, invite: string, signal?: AbortSignal): Promise<Group>;
  /** What a link leads to. Throws `bad_link`, `invite_not_found`. */
  previewInvite(link: string, signal?: AbortSignal): Promise<GroupPreview>;
  /** Joins, or asks an admin to be let in. */
  joinGroup(link: string, signal?: AbortSignal): Promise<JoinedGroup>;
  /** Who asks to be let in; for admins. */
  joinRequests(id: GroupId, signal?: AbortSignal): Promise<readonly JoinRequest[]>;
  /** What has become of an own message in a group: for each member of then. Throws `unknown_message`. */
  receipts(id: MessageId): Promise<readonly MemberReceipt[]>;
  answerRequest(id: GroupId, account: AccountId, letIn: boolean, signal?: AbortSignal): Promise<void>;
}

export interface ChatGroup {
  readonly members: number;
  /** The own one; undefined: no member (any more). */
  readonly role?: GroupRole;
  readonly mayWrite: boolean;
  /** Messages, for everybody. */
  readonly mayPin: boolean;
  /** Something unread names the own account. */
  readonly mentioned?: boolean;
}

export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly description: string;
  /** SHA-256 of the icon, for `avatarOf`. */
  readonly icon?: string;
  /** Owner, admins, members; each by who has been here longest. */
  readonly members: readonly GroupMember[];
  readonly settings: GroupSettings;
  /** For admins; empty for others. */
  readonly invites: readonly GroupInvite[];
  /** The own one; undefined: no member (any more). */
  readonly role?: GroupRole;
  readonly mayWrite: boolean;
  /** Its history does not hold: nothing is sent to it any more. */
  readonly conflict?: boolean;
}

export interface GroupMember {
  readonly account: AccountId;
  readonly role: GroupRole;
  readonly name?: string;
  readonly phone?: string;
  readonly avatar?: string;
}

export interface NewGroup {
  readonly name: string;
  readonly description?: string;
  /** As `ProfileChange.avatar`. */
  readonly icon?: Uint8Array;
  readonly members: readonly AccountId[];
  readonly settings?: Partial<GroupSettings>;
  /** 16 bytes of the caller's, as `g` and hexadecimal: the same again is the same group. */
  readonly id?: GroupId;
}

export interface GroupChange {
  readonly name?: string;
  readonly description?: string;
  readonly icon?: Uint8Array | null;
  readonly settings?: Partial<GroupSettings>;
}

export interface NewInvite {
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
  readonly maxUses?: number;
  /** An admin lets each one in. */
  readonly approval?: boolean;
  /** 32 random bytes of the caller's: the same again is the same invite. */
  readonly secret?: Uint8Array;
}

export interface GroupInvite {
  /** For `revokeInvite`. */
  readonly id: string;
  /** Known on the device that made it. */
  readonly link?: string;
  readonly expiresAt?: number;
  readonly maxUses?: number;
  readonly uses: number;
  readonly approval: boolean;
  readonly by: AccountId;
}

export interface GroupPreview {
  readonly id: GroupId;
  readonly name: string;
  readonly description: string;
  readonly icon?: Uint8Array;
  readonly members: number;
  readonly approval: boolean;
  readonly isMember: boolean;
}

export interface JoinedGroup {
  readonly id: GroupId;
  /** `asked`: an admin has to let one in. */
  readonly state: 'joined' | 'asked';
}

export interface MemberReceipt {
  readonly account: AccountId;
  readonly name?: string;
  readonly state: 'sent' | 'delivered' | 'read';
}

export interface JoinRequest {
  readonly account: AccountId;
  readonly name?: string;
  readonly phone?: string;
  /** The asking device's clock, milliseconds since 1970. */
  readonly askedAt: number;
}
