// The Parley SDK for browsers and Node: end-to-end encrypted messages for one device. `register` makes a device, `openClient`
// opens one; what they resolve to is described in client.ts. Stores on disk: '@parley/client/node'.
export type { AccountId, ChatId, GroupId, GroupRole, GroupSettings, MessageId } from '@parley/protocol';
export type { ActClient, Reaction } from './acts/act-client.ts';
export { safeFileName } from './attachments/file-name.ts';
export type { FileSource } from './attachments/file-source.ts';
export {
  ALWAYS,
  type Attachment,
  type Chat,
  type ChatChange,
  type ChatDraft,
  type Client,
  type ClientEvents,
  type ConnectionState,
  type HistoryProgress,
  type LinkPreview,
  type Mention,
  type Message,
  type MessageState,
  type MessageTimes,
  type Notice,
  type OutgoingFile,
  type OwnDevice,
  type PageOptions,
  type Progress,
  type Quote,
  type Refused,
  type SafetyNumberInfo,
  type SearchPage,
  type SearchRow,
  type SendFilesOptions,
  type SendOptions,
  type Status,
  type ViewOnce,
} from './client.ts';
export type { Clock } from './clock.ts';
export type { Pipe, PipeEvents, Transport } from './connection/transport.ts';
export { webSocketTransport } from './connection/transport-websocket.ts';
export { type ErrorInfo, ParleyError, type ParleyErrorCode } from './errors.ts';
export type {
  Group,
  GroupChange,
  GroupInvite,
  GroupMember,
  GroupPreview,
  JoinRequest,
  MemberReceipt,
  NewGroup,
  NewInvite,
} from './groups/group-client.ts';
export type { ChatNotice } from './history/notice.ts';
export { searchableText } from './history/pages.ts';
export { type LinkOptions, link, type ShownLink } from './linking/link.ts';
export type { Presence } from './live/presence.ts';
export type { Typing, TypingKind } from './live/typing.ts';
export { type ClientParts, type OpenOptions, openClient } from './open-client.ts';
export type { Privacy, PrivacyClient, PrivacySettings } from './privacy/privacy-client.ts';
export { isName } from './profiles/name.ts';
export type { Profile, ProfileAudience, ProfileChange } from './profiles/profile-client.ts';
export type { PushClient, PushInfo, PushTarget, PushTest } from './push/push-client.ts';
export type { AskPin, PinInfo } from './recovery/asking-pin.ts';
export type { AskRecoveryCode, RecoveryInfo } from './recovery/recovering.ts';
export type { RecoveryClient } from './recovery/recovery-client.ts';
export { type CodeInfo, type RegisterOptions, register } from './register.ts';
export type { Range, Store, Write } from './store/store.ts';
export { createMemoryStore } from './store/store-memory.ts';
