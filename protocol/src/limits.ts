// Every limit of Parley, in one place. Sizes in bytes, times in the unit of the name. Those that a client must obey are
// also told to it at hello, where an operator may have set others.

const KiB = 1024;
const MiB = 1024 * KiB;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const limits = {
  // frames and messages
  maxFrameBytes: 1 * MiB,
  /** Padded content of one message, before encryption: what a person's text and its quote must fit into. */
  maxContentBytes: 64 * KiB,
  /** One device's ciphertext: the content, and what a first message adds (Kyber-1024 is 1.6 kB). */
  maxCiphertextBytes: 68 * KiB,
  /** Parts of one Send: devices of two accounts. */
  maxParts: 16,
  maxDevices: 8,
  /** Sends without an answer on one connection. */
  maxPendingSends: 256,
  sendsPerSecond: 100,
  sendsBurst: 1_000,
  maxIdsPerReceipt: 200,
  maxClientNameBytes: 64,
  maxDeviceNameBytes: 64,
  maxProfileNameBytes: 128,
  maxAvatarBytes: 12 * KiB,
  /** How far a server time may be ahead of the clock to stay after what the sender has seen (D3, F19). */
  maxTimeAheadMs: 60 * SECOND_MS,

  // inboxes
  maxInboxRows: 50_000,
  maxInboxBytes: 256 * MiB,
  /** The share of an inbox that one sending account may fill. */
  maxSenderShare: 0.25,
  inboxExpiryMs: 30 * DAY_MS,
  /** Expiry stops with an alarm when the wall clock and the monotone clock disagree by more (D12). */
  maxClockDisagreementMs: 60 * SECOND_MS,
  maxPageRows: 500,

  // connections
  heartbeatMs: 10 * SECOND_MS,
  deadPeerMs: 25 * SECOND_MS,
  helloTimeoutMs: 10 * SECOND_MS,
  /** Connections whose Hello has not been answered yet; more are turned away for a moment (F18). */
  maxGreetings: 1_000,
  /** What may wait for one connection before the server stops reading from it and sends from the inbox only. */
  softSendQueueBytes: 256 * KiB,
  /** What may wait for one connection before it is cut off. */
  hardSendQueueBytes: 4 * MiB,
  /** A connection that stays above the soft mark for this long is cut off. */
  slowReaderMs: 30 * SECOND_MS,
  hintUnackedMs: 15 * SECOND_MS,
  /** A gap in the sequence is held this long before the inbox is read. */
  gapHoldMs: 4,
  slowPollMs: 60 * SECOND_MS,
  /** While others may not find the devices of a gateway. */
  fastPollMs: 3 * SECOND_MS,
  leavingMinMs: 500,
  leavingMaxMs: 5 * SECOND_MS,

  // keys
  maxOneTimePreKeys: 200,
  /** A client uploads more when fewer are left. */
  lowOneTimePreKeys: 20,
  maxClaimsPerRequest: 100,
  /** Accounts whose device lists are asked for at once. */
  maxListsPerRequest: 100,
  maxListsAnswerBytes: 1 * MiB,
  maxDeviceListBytes: 32 * KiB,

  // registration and HTTP
  codeDigits: 6,
  codeExpiryMs: 10 * MINUTE_MS,
  codeAttempts: 5,
  codesPerNumberAndHour: 5,
  codesPerAddressAndHour: 20,
  linkExpiryMs: 10 * MINUTE_MS,
  /** A device that waits to be linked shows a new code every few minutes. */
  linksPerAddressAndHour: 60,
  maxLinkMessageBytes: 32 * KiB,
  deviceChangesPerHour: 60,
  /** How coarse the server keeps when a device was there last. */
  lastActiveMs: 1 * HOUR_MS,
  /** What is kept encrypted under the recovery code. */
  maxRecoveryBytes: 32 * KiB,
  recoveryChangesPerHour: 20,
  recoveryReadsPerHour: 10,
  minPinChars: 6,
  maxPinChars: 128,
  pinChangesPerHour: 10,
  /** Tries in a row before there is a wait, which doubles with each further one, */
  pinFreeTries: 3,
  pinFirstWaitMs: 1 * MINUTE_MS,
  /** to this: a PIN of six digits holds for centuries. */
  pinLongestWaitMs: 1 * DAY_MS,
  /** No device of the account has been there for so long: the number may be somebody else's by now, and the PIN is not asked for. */
  pinExpiryMs: 7 * DAY_MS,
  lookupNumbers: 100,
  /** User names that an account can have had within the time that one is held for it after it was given up. */
  usernamesPerHold: 5,
  usernameHoldMs: 30 * DAY_MS,
  lookupsPerHour: 1_000,
  /** Each by one device: for a group of 1,024 people with four devices each at once. */
  claimsPerMinute: 4_096,
  maxHttpBodyBytes: 256 * KiB,

  // groups
  maxGroupMembers: 1_024,
  maxGroupsPerAccount: 1_000,
  maxGroupNameBytes: 128,
  maxGroupDescriptionBytes: 2 * KiB,
  maxGroupInvites: 20,
  /** Requests to be let in that wait for an admin. */
  maxGroupRequests: 200,
  maxGroupEventBytes: 128 * KiB,
  maxRosterPage: 500,
  groupChangesPerHour: 600,
  maxTimerS: 365 * 24 * 3_600,
  maxMentions: 100,
  /** Stamped messages that wait for fan-out; more are refused for a moment. */
  maxGroupOutboxRows: 100_000,
  /** Receipts of a group are gathered for this long before its senders are told. */
  groupReceiptMs: 1 * SECOND_MS,

  // what is done with messages that are there, by server times
  editWithinMs: 15 * MINUTE_MS,
  deleteWithinMs: 2 * DAY_MS,
  /** By so much more receivers take it: it was on its way. */
  actLateMs: 1 * MINUTE_MS,
  maxReactionBytes: 64,
  /** In characters. */
  maxPreviewTitle: 200,
  maxPreviewText: 400,
  /** Messages of a chat that are kept in view. */
  maxPins: 3,
  /** Passed on so often, a message says that it was many times. */
  manyForwards: 5,
  /** Of one sender, for messages that have not come yet. */
  maxWaitingActs: 500,

  // what people set about others
  maxBlocked: 1_000,
  privacyChangesPerHour: 600,
  /** In characters. */
  maxAboutChars: 140,
  /** Encrypted: with a picture for contacts inside, padded twice. */
  maxProfileBytes: 33 * KiB,
  profileChangesPerHour: 120,
  /** Some for everybody in a few large groups. */
  profileReadsPerHour: 5_000,
  /** The last messages that a report shows to the operator. */
  maxReportMessages: 5,
  maxReportTextChars: 2_000,
  reportsPerDay: 20,
  /** Kept for the operator; the oldest go. */
  maxReports: 10_000,

  // what is live and never stored
  /** In larger groups nobody is told who types. */
  maxTypingMembers: 32,
  /** Of one connection; what is more is dropped. */
  typingPerWindow: 20,
  typingWindowMs: 10 * SECOND_MS,
  /** A client says it again after so long, */
  typingRepeatMs: 3 * SECOND_MS,
  /** and takes it for over after so long without. */
  typingExpiryMs: 6 * SECOND_MS,
  /** Accounts whose presence one connection is told of. */
  maxWatched: 100,
  /** A change of presence is told at once, the next one of anybody after so long. */
  presenceEveryMs: 1 * SECOND_MS,
  /** How often a gateway looks where those who are watched are. */
  presencePollMs: 5 * SECOND_MS,
  /** How coarse the server keeps and tells when a person was there last. */
  lastSeenMs: 1 * MINUTE_MS,

  // encrypted files
  /** Ciphertext of a file of 2 GiB: 16 bytes more for each 64 KiB. */
  maxAssetBytes: 2_048 * MiB + 512 * KiB,
  /** Up to here one PUT takes a whole file; what is larger is uploaded in pieces. */
  maxWholeUploadBytes: 8 * MiB,
  /** What the files of one account may take, each content counted once. */
  maxAccountAssetBytes: 20_480 * MiB,
  assetsPerHour: 2_000,
  /** After the last upload or forward: a message may wait 30 days in an inbox, and in an outbox before that. */
  assetExpiryMs: 45 * DAY_MS,
  /** For an upload to be ended. */
  uploadExpiryMs: 3 * DAY_MS,
  /** Between marking what nobody needs and removing it. */
  assetGraceMs: 1 * DAY_MS,
  assetLinkMs: 10 * MINUTE_MS,
  /** A transfer in which nothing moves for this long is cut off. */
  transferIdleMs: 60 * SECOND_MS,

  // pushes to devices that are not connected
  /** While nothing was fetched, a device is pushed to at most once in this time. */
  pushEveryMs: 30 * SECOND_MS,
  /** How long push services keep a push for a device that is off: the longest that all of them take. */
  pushTtlMs: 28 * DAY_MS,
  pushTimeoutMs: 10 * SECOND_MS,
  pushAttempts: 8,
  /** Devices to which a push is due, under way or has just been made; more are left out. */
  maxPushDevices: 100_000,
  maxPushTargetBytes: 2 * KiB,
  pushTestsPerHour: 30,

  // resending what could not be read (design of the parked message)
  resendsPerDeviceAndHour: 5,
} as const;

/** The table's shape, for a server whose operator or test has set other numbers. */
export type Limits = { readonly [K in keyof typeof limits]: number };
