// Every error a client can get, over HTTP or in a frame: {code, message, temporary, retryAfterMs?}. The code is for
// programs and never changes its meaning; the message says what is wrong and what to do.
import type { AccountId } from './ids.ts';

interface ErrorRow {
  /** HTTP status where the error answers a request. */
  readonly status: number;
  /** True when the same request may succeed later. */
  readonly temporary: boolean;
  readonly message: string;
}

const row = (status: number, temporary: boolean, message: string): ErrorRow => ({ status, temporary, message });

export const errorTable = {
  // what was sent can't be read
  bad_request: row(400, false, 'The request is not what this route takes.'),
  bad_frame: row(400, false, 'The frame cannot be decoded. Send one protobuf ClientFrame in each binary message.'),
  unknown_frame: row(400, false, 'The server does not know this type of frame. Update the server or do not send it.'),
  unsupported_media_type: row(415, false, 'The content type is not what this route takes.'),
  not_found: row(404, false, 'There is nothing at this address.'),
  method_not_allowed: row(405, false, 'This address does not take this method. The Allow header names those it takes.'),
  too_large: row(413, false, 'The request is larger than the limit.'),

  // who is asking
  unauthorized: row(401, false, 'The access token is missing or not valid. Register this device again.'),
  forbidden: row(403, false, 'This device may not do that.'),
  hello_expected: row(400, false, 'The first frame of a connection must be Hello, and only the first.'),
  hello_timeout: row(408, true, 'No Hello arrived in time.'),
  stale_connection_epoch: row(
    409,
    false,
    'A newer connection of this device is known. Connect with a higher connection epoch.',
  ),

  // registration
  bad_phone: row(
    400,
    false,
    'This is not a phone number in international form. Write it as + and country code, like +15550100001.',
  ),
  registration_closed: row(403, false, 'This server takes no new accounts. Ask its operator.'),
  bad_username: row(
    400,
    false,
    'A user name has 3 to 32 letters from a to z, digits, dots and underscores, and begins with a letter.',
  ),
  username_taken: row(409, false, 'Somebody has this user name. Choose another one.'),
  username_too_often: row(429, true, 'A user name can be changed a few times a month. Try again later.'),
  invite_needed: row(403, false, 'This server takes new accounts by invitation. Ask its operator for an invite code.'),
  registration_not_found: row(404, false, 'This registration does not exist or has expired. Start again.'),
  bad_code: row(403, false, 'The code is wrong. Check it and try again.'),
  code_attempts: row(403, false, 'Too many wrong codes. Ask for a new one.'),
  code_not_verified: row(409, false, 'The code of this registration has not been confirmed yet.'),
  code_not_sent: row(503, true, 'The code could not be sent. Try again in a moment.'),
  pin_needed: row(403, false, 'This account has a PIN. Give it before this registration goes on.'),
  bad_pin: row(403, false, 'The PIN is wrong. Check it and try again.'),
  weak_pin: row(400, false, 'A PIN has 6 to 128 digits or letters, not all of them the same.'),
  recovery_not_found: row(404, false, 'The server keeps nothing for this account that a recovery code could open.'),
  bad_recovery: row(400, false, 'What is to be kept for recovery is not signed by the account key.'),
  bad_deletion: row(400, false, 'The end of the account is not signed by its account key.'),
  bad_device_list: row(400, false, 'The device list or a certificate in it is not valid.'),
  bad_keys: row(400, false, 'The uploaded keys are not valid.'),
  too_many_keys: row(400, false, 'More one-time prekeys than a device may store.'),

  // devices
  link_not_found: row(404, false, 'This link has expired. Show a new code on the device that is to be linked.'),
  link_taken: row(409, false, 'Somebody else has used this link already. Show a new code and link again.'),
  stale_list: row(409, true, 'The device list has changed meanwhile. Fetch it and make the change anew.'),
  too_many_devices: row(409, false, 'The account has as many devices as it can have. Unlink one first.'),

  // sending
  content_too_large: row(413, false, 'The message is longer than the limit.'),
  too_many_parts: row(413, false, 'The message has more parts than the limit.'),
  bad_send: row(400, false, 'The Send is not valid.'),
  unknown_account: row(404, false, 'There is no such account on this server.'),
  stale_devices: row(
    409,
    true,
    'The device list has changed. Fetch it, encrypt for the devices it names and send again.',
  ),
  retry_from: row(409, true, 'An earlier send to this account was refused. Send again from that one on, in order.'),
  inbox_full: row(507, true, "The recipient's inbox is full. Try again when their device has been online."),
  store_full: row(507, true, 'The server has no room for more messages. Try again later.'),
  rate_limited: row(429, true, 'Too many requests. Wait and try again.'),
  too_many_pending: row(429, true, 'Too many sends without an answer on this connection. Wait for answers.'),

  // groups
  unknown_group: row(404, false, 'There is no such group, or this account is not a member of it.'),
  stale_group: row(
    409,
    true,
    'The group has changed. Fetch the roster entries that follow, take them in and send again.',
  ),
  group_conflict: row(
    409,
    true,
    'Another change of the group came first. Fetch the roster entries that follow and make the change anew.',
  ),
  bad_group_event: row(400, false, 'The event or its signature is not valid.'),
  group_forbidden: row(403, false, 'Your role in the group does not allow this.'),
  group_full: row(409, false, 'The group has as many members as it can have.'),
  too_many_groups: row(409, false, 'An account of those named is in as many groups as it can be in.'),
  invite_not_found: row(404, false, 'This invite link is not valid (any more). Ask for a new one.'),
  add_refused: row(403, false, 'Somebody of those named cannot be added by this account. Send them an invite link.'),

  // files
  asset_not_found: row(404, false, 'The file is not here (any more), or was not uploaded to its end.'),
  asset_too_large: row(413, false, 'The file is larger than the limit.'),
  asset_quota: row(507, true, 'The files of this account take all the room that it has. Those sent earlier expire.'),
  upload_mismatch: row(
    422,
    true,
    'What was uploaded is not what was announced; nothing of it was kept. Upload it again.',
  ),
  wrong_offset: row(409, true, 'The upload stands at another place. Ask for it (HEAD) and go on from there.'),
  upload_busy: row(423, true, 'Another request is writing this upload. Try again in a moment.'),
  bad_range: row(416, false, 'The file has no such bytes.'),
  link_expired: row(403, true, 'The link is not valid or not valid any more. Ask for a new one.'),

  // what people set about others
  no_profile: row(404, false, 'This account has no profile, or none for the account that asks.'),
  stale_profile: row(409, true, 'A profile of this version or a later one is there. Fetch it and put the next one.'),
  too_many_blocked: row(409, false, 'As many people are blocked as can be. Unblock somebody first.'),

  // pushes
  bad_push_target: row(400, false, 'This server cannot push to that address: it is not valid, or not allowed here.'),
  push_not_set: row(404, false, 'This device has not asked for pushes.'),

  // the server
  overloaded: row(503, true, 'The server is too busy. Try again in a moment.'),
  unavailable: row(503, true, 'The server cannot do this at the moment. Try again.'),
  internal: row(
    500,
    true,
    'Something went wrong in the server. Try again; if it stays, tell the operator the request id.',
  ),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

/** An error as it travels. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly temporary: boolean;
  /** Milliseconds after which trying again makes sense; absent: the client's own backoff. */
  readonly retryAfterMs?: number;
  /** Whom it is about, of several that were named. */
  readonly accounts?: readonly AccountId[];
}

/** The table's row as it travels. `detail` replaces the message where more is known. */
export function wireError(code: ErrorCode, detail?: string, retryAfterMs?: number): WireError {
  const { message, temporary } = errorTable[code];
  return { code, message: detail ?? message, temporary, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}
