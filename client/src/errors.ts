// The one error the SDK throws: {code, message, temporary, retryAfterMs?, accounts?}. Codes are the protocol's error table and the
// rows below, for what never reaches a server.
import { type AccountId, type ErrorCode, errorTable, isErrorCode, type wire } from '@parley/protocol';

interface ClientErrorRow {
  /** True when the same call may succeed later. */
  readonly temporary: boolean;
  readonly message: string;
}

const row = (temporary: boolean, message: string): ClientErrorRow => ({ temporary, message });

export const clientErrorTable = {
  not_registered: row(false, 'This profile is not registered yet.'),
  already_registered: row(false, 'This profile is registered already. Use another one for another account.'),
  profile_in_use: row(true, 'Another program has this profile open. Close it first: only one may own the keys.'),
  store_too_new: row(false, 'This profile was written by a newer version of Parley. Update this program to open it.'),
  storage_full: row(true, 'The device has no room left for messages. Make room and try again; nothing was lost.'),
  store_failed: row(true, 'The profile could not be read or written.'),
  closed: row(false, 'The client has been closed.'),
  unreachable: row(true, 'The server cannot be reached. Check the address and the network.'),
  bad_server: row(false, 'This is not the address of a server. Write it like https://chat.example.org.'),
  bad_answer: row(true, 'The server answered with something this program does not understand.'),
  unknown_phone: row(false, 'Nobody is registered on this server with this phone number.'),
  unknown_username: row(false, 'Nobody on this server has this user name.'),
  bad_name: row(false, 'A name is needed, and it must not be too long.'),
  bad_recipient: row(
    false,
    'This is neither a phone number in international form, a user name (@name) nor an account id.',
  ),
  bad_message_id: row(false, 'A message id is a UUIDv7 that stands for one message in one chat.'),
  bad_link: row(false, 'This is not an invite link of a group on this server.'),
  bad_timer: row(false, 'Messages vanish after at most 365 days; 0 seconds: they stay.'),
  bad_link_code: row(false, 'This is not the code of a device that waits to be linked.'),
  bad_recovery_code: row(
    false,
    'This is not a whole recovery code: it has 28 letters and digits. Look for a slip of the pen.',
  ),
  wrong_recovery_code: row(false, 'This recovery code is of another account, or a newer one has taken its place.'),
  link_broken: row(
    false,
    'What came over the link was not made by the device whose code this is. Nothing was linked. Show a new code and try again.',
  ),
  no_account_key: row(false, 'Only the device that holds the account key can change which devices there are.'),
  unknown_device: row(false, 'The account has no such device.'),
  bad_mentions: row(false, 'A mention names a member of the group and a part of the text, one after the other.'),
  blocked: row(false, 'This person is blocked. Unblock to write to them.'),
  unknown_message: row(false, 'There is no such message.'),
  not_failed: row(false, 'Only what failed, was refused or could not be read can be tried again.'),
  not_sent: row(false, 'The message has not been sent yet.'),
  not_yours: row(false, 'Only its author can edit a message; in groups, admins can also delete those of others.'),
  not_editable: row(false, 'Only text can be edited: not files, and not what was forwarded.'),
  too_late: row(false, 'Messages can be edited for 15 minutes and deleted for everyone for two days.'),
  not_pinnable: row(false, 'What could not be read, was deleted or can be opened once is not pinned.'),
  view_once: row(false, 'This can be opened once, by whom it was sent to: not again, not passed on, not saved.'),
  bad_reaction: row(false, 'A reaction is a single emoji.'),
  untrusted_devices: row(false, "The server shows a device list that the account's own key does not confirm."),
  keys_unavailable: row(true, 'A device of the recipient has published no keys. Try again when it has been online.'),
  bad_about: row(false, 'What is said about oneself has at most 140 characters.'),
  bad_avatar: row(false, 'A picture must be WebP, JPEG or PNG and have at most 12 KiB.'),
  bad_attachment: row(false, 'What the message says of the file is not enough to fetch it.'),
  unknown_attachment: row(false, 'The message has no such file.'),
  bad_file: row(false, 'The file is not what its sender sent: it was cut or changed on the way. Ask for it again.'),
  unreadable_file: row(false, 'The file cannot be read.'),
  file_changed: row(false, 'The file changed while it was read. Send it again when nothing writes to it.'),
  proxy_limit: row(
    false,
    'Something between here and the server takes no requests of this size. Its operator can raise the limit for /v1/uploads/ (in nginx: client_max_body_size).',
  ),
  cancelled: row(false, 'This was broken off.'),
  discarded: row(false, 'The message was given up before it was sent.'),
  no_command: row(false, 'The parley command was not found. Name it in PARLEY_BIN or in options.command.'),
} as const satisfies Record<string, ClientErrorRow>;

export type ParleyErrorCode = ErrorCode | keyof typeof clientErrorTable;

/** An error as it is stored with a message and shown to a person. */
export interface ErrorInfo {
  readonly code: ParleyErrorCode;
  readonly message: string;
  readonly temporary: boolean;
  /** Milliseconds after which trying again makes sense. */
  readonly retryAfterMs?: number;
  /** `add_refused`: who cannot be added by this account. */
  readonly accounts?: readonly AccountId[];
}

export interface ParleyErrorOptions extends ErrorOptions {
  /** Replaces the table's message where more is known. */
  readonly message?: string;
  readonly temporary?: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly accounts?: readonly AccountId[] | undefined;
}

export class ParleyError extends Error {
  readonly code: ParleyErrorCode;
  readonly temporary: boolean;
  readonly retryAfterMs: number | undefined;
  readonly accounts: readonly AccountId[] | undefined;

  constructor(code: ParleyErrorCode, options: ParleyErrorOptions = {}) {
    const known = isErrorCode(code) ? errorTable[code] : clientErrorTable[code];
    super(options.message || known.message, options);
    this.name = 'ParleyError';
    this.code = code;
    this.temporary = options.temporary ?? known.temporary;
    this.retryAfterMs = options.retryAfterMs;
    this.accounts = options.accounts;
  }
}

export function errorInfo({ code, message, temporary, retryAfterMs, accounts }: ParleyError): ErrorInfo {
  return {
    code,
    message,
    temporary,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(accounts === undefined ? {} : { accounts }),
  };
}

/** The error in a frame. A code this client does not know yet keeps its message and whether it is temporary. */
export function errorFromWire(error: wire.Error.$Properties | null | undefined): ParleyError {
  const code = error?.code ?? '';
  return new ParleyError(isErrorCode(code) ? code : 'bad_answer', {
    message: error?.message ?? '',
    temporary: error?.temporary ?? false,
    retryAfterMs: error?.retryAfterMs || undefined,
  });
}

/** What was thrown as a ParleyError, for places that store or show it. */
export function asParleyError(error: unknown): ParleyError {
  return error instanceof ParleyError ? error : new ParleyError('internal', { message: String(error), cause: error });
}
