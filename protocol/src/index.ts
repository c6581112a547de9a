// The wire: what client and server agree on. Types of messages and their codecs come from the .proto files.
export * from './bytes.ts';
export * from './close-codes.ts';
export * from './errors.ts';
/** The generated codecs: `wire.Envelope.encode(…).finish()`, `wire.Envelope.decode(bytes)`. */
export { wire } from './gen/codec.js';
export * from './groups/apply-event.ts';
export { type JoinAsked, usableInvite } from './groups/apply-invite.ts';
export { GroupRuleError, type GroupRuleReason } from './groups/group-rule.ts';
export {
  endMembership,
  type GroupInviteState,
  type GroupMemberState,
  type GroupRole,
  type GroupSettings,
  type GroupState,
  isAdmin,
  mayWrite,
} from './groups/group-state.ts';
export * from './ids.ts';
export * from './limits.ts';
export * from './signed.ts';
export * from './username.ts';

export const SUBPROTOCOL = 'parley.v1';
