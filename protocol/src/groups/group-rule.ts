export type GroupRuleReason =
  /** It is not what a client would write. */
  | 'malformed'
  /** Another event comes after the same one before. */
  | 'does_not_follow'
  | 'not_a_member'
  /** The actor's role does not allow it. */
  | 'not_allowed'
  | 'full'
  /** The invite is unknown, revoked, over or used up. */
  | 'no_invite';

/** Why an event may not be. */
export class GroupRuleError extends Error {
  readonly reason: GroupRuleReason;

  constructor(reason: GroupRuleReason, message: string) {
    super(message);
    this.name = 'GroupRuleError';
    this.reason = reason;
  }
}

export function refuse(reason: GroupRuleReason, message: string): never {
  throw new GroupRuleError(reason, message);
}
