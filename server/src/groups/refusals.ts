import { type ErrorCode, GroupRuleError, type GroupRuleReason, type WireError, wireError } from '@parley/protocol';

const codes: Readonly<Record<GroupRuleReason, ErrorCode>> = {
  malformed: 'bad_group_event',
  does_not_follow: 'group_conflict',
  not_a_member: 'unknown_group',
  not_allowed: 'group_forbidden',
  full: 'group_full',
  no_invite: 'invite_not_found',
};

/** What the rules give, or the row of the error table for why they refuse. */
export function ruled<T extends object>(run: () => T): T | WireError {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GroupRuleError)) throw error;
    const detail = error.reason === 'malformed' ? `The event is not valid: ${error.message}.` : undefined;
    return wireError(codes[error.reason], detail);
  }
}

export function badEvent(problem: string): WireError {
  return wireError('bad_group_event', `The event is not valid: ${problem}.`);
}

export function isRefusal(result: object | number | undefined): result is WireError {
  return typeof result === 'object' && 'code' in result;
}
