// What a tab has of the engine: the methods of a client, whoever serves them, and where the engine stands.
import type { Client, ClientEvents, ConnectionState } from '../client.ts';
import type { ErrorInfo } from '../errors.ts';
import type { ShownLink } from '../linking/link.ts';
import type { PinInfo } from '../recovery/asking-pin.ts';
import type { RecoveryInfo } from '../recovery/recovering.ts';
import type { CodeInfo } from '../register.ts';

/** The methods of a client that tabs may call. Each may be asked twice with the effect of once: a leader may go meanwhile. */
export const engineMethods = [
  'whenOnline',
  'devices',
  'holdsAccountKey',
  'history',
  'linkDevice',
  'renameDevice',
  'unlink',
  'offerAccountKey',
  'accountKeyOffer',
  'takeAccountKey',
  'resolve',
  'sendText',
  'sendFiles',
  'forward',
  'waitFor',
  'whenSent',
  'retry',
  'discard',
  'markRead',
  'message',
  'messages',
  'chats',
  'chat',
  'updateChat',
  'setTimer',
  'deleteMessages',
  'deleteChat',
  'react',
  'editText',
  'deleteForEveryone',
  'pin',
  'pinned',
  'star',
  'starred',
  'searchRows',
  'profile',
  'setProfile',
  'username',
  'setUsername',
  'avatarOf',
  'safetyNumber',
  'markVerified',
  'typing',
  'watch',
  'setActive',
  'block',
  'unblock',
  'blocked',
  'privacy',
  'setPrivacy',
  'pushInfo',
  'setPush',
  'clearPush',
  'testPush',
  'report',
  'createGroup',
  'group',
  'changeGroup',
  'addMembers',
  'removeMembers',
  'setRole',
  'leaveGroup',
  'makeInvite',
  'revokeInvite',
  'previewInvite',
  'joinGroup',
  'joinRequests',
  'answerRequest',
  'receipts',
  'newRecoveryCode',
  'setRecoveryCode',
  'recoveryCodeSince',
  'setPin',
  'hasPin',
  'deleteAccount',
  'status',
] as const satisfies readonly (keyof Client)[];

export type EngineMethods = Pick<Client, (typeof engineMethods)[number] | 'openAttachment'>;

export interface Engine extends EngineMethods {
  /** Where the engine stands, as last heard. Another object after each change. */
  readonly snapshot: EngineSnapshot;
  /** Listens until the returned function is called. */
  on<E extends keyof EngineEvents>(event: E, listener: (value: EngineEvents[E]) => void): () => void;
  /** Makes this browser a device; resolves when it is `ready`. The code is asked for by `snapshot.registration.code`. */
  register(setUp: SetUp): Promise<void>;
  /** Resolves when it was right, rejects (`bad_code`…) when another one is asked for or registration has failed. */
  submitCode(code: string): Promise<void>;
  /** The same of the account's PIN, asked for by `snapshot.registration.pin`. */
  submitPin(pin: string): Promise<void>;
  /** The same of its recovery code, by `snapshot.registration.recovery`; undefined: goes without, under a new account key. */
  submitRecoveryCode(code: string | undefined): Promise<void>;
  /** Has another code sent. */
  resendCode(): Promise<void>;
  /** `register` then rejects with `cancelled`. */
  cancelRegistration(): Promise<void>;
  /**
   * Makes this browser another device of an account: `snapshot.linking` has the code to be read by one of its devices. Resolves
   * when it is `ready`.
   */
  linkThis(options: { readonly deviceName: string }): Promise<void>;
  /** `linkThis` then rejects with `cancelled`. */
  cancelLink(): Promise<void>;
  /** After `evicted` or `revoked`: forgets what is left of the device, so that the browser can be set up again. */
  startOver(): Promise<void>;
  /** Ends the device at the server if that can be reached, and wipes everything here, in all tabs. */
  logOut(): Promise<void>;
  /** Connects at once when it waits: the network is back, the person has looked. */
  nudge(): void;
  /** This tab has no more use for it. */
  close(): void;
}

export type EngineState =
  /** No leader has answered yet, or it is opening the store. */
  | 'starting'
  | 'not_registered'
  | 'ready'
  /** The browser has removed keys and messages of a device that was set up here (F29). */
  | 'evicted'
  /** The store cannot be opened; `error` says why. */
  | 'storage_failed';

export interface EngineSnapshot {
  readonly state: EngineState;
  readonly error?: ErrorInfo;
  /** While `ready`. */
  readonly profile?: EngineProfile;
  /** `evicted`: who this browser was. */
  readonly was?: { readonly account: string; readonly phone: string; readonly device: number };
  readonly connection: ConnectionState;
  /** The server has ended this device: the reason, a name of the close table. What is stored can still be read. */
  readonly revoked?: string;
  readonly registration?: RegistrationState;
  /** This browser waits to be linked, in whichever tab that was begun. */
  readonly linking?: LinkingState;
}

export interface LinkingState {
  /** Undefined: it is being made. */
  readonly code?: ShownLink;
  /** A device has read the code. */
  readonly answered: boolean;
}

export interface EngineProfile {
  readonly account: Client['account'];
  readonly device: number;
  readonly phone: string;
  readonly name: string;
  readonly avatar?: string;
  readonly server: string;
  readonly maxTextBytes: number;
}

/** A registration that is under way, in whichever tab it was begun. */
export interface RegistrationState {
  readonly phone: string;
  /** The server has been asked, and answers with what the person must enter; undefined: it has not answered yet. */
  readonly code?: Omit<CodeInfo, 'error'> & { readonly error?: ErrorInfo };
  /** The account has a PIN: it is asked for in place of the code. */
  readonly pin?: Omit<PinInfo, 'error'> & { readonly error?: ErrorInfo };
  /** The account has a recovery code: likewise. */
  readonly recovery?: Omit<RecoveryInfo, 'error'> & { readonly error?: ErrorInfo };
  /** A code is being checked, or keys are being made. */
  readonly busy: boolean;
}

export interface SetUp {
  /** In international form: +15550100001. */
  readonly phone: string;
  readonly name: string;
  readonly invite?: string;
  /** As `ProfileChange.avatar`. */
  readonly avatar?: Uint8Array;
  /** What the own list of devices calls this one. */
  readonly deviceName?: string;
  /** Absent: where the page comes from. */
  readonly server?: string;
}

export interface EngineEvents extends ClientEvents {
  snapshot: EngineSnapshot;
  /** A code is asked for. */
  code: NonNullable<RegistrationState['code']>;
  /** Another worker has taken over, and events may have been missed: read again what is shown. */
  refresh: undefined;
}
