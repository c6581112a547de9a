import { limits } from '@parley/protocol';
import { abortable } from './abort.ts';
import { createActing } from './acts/acting.ts';
import type { ArchiveRoom } from './archive/archive-room.ts';
import type { AttachmentsDeps } from './attachments/attachments.ts';
import type { Client, Status } from './client.ts';
import type { Connection } from './connection/connection.ts';
import { createContacts } from './contacts.ts';
import { maxTextBytes } from './content/text-limit.ts';
import type { Context } from './context.ts';
import { createConversations } from './conversations.ts';
import type { AccountKey } from './devices/account-key.ts';
import type { Directory } from './devices/directory.ts';
import { createKeyMove } from './devices/key-move.ts';
import { endDevice } from './devices/leaving.ts';
import { createOwnDevices } from './devices/own-devices.ts';
import { createGroups } from './groups/groups.ts';
import type { Roster } from './groups/roster.ts';
import { createTimers } from './history/timer.ts';
import { countKeys } from './http/api.ts';
import type { Http } from './http/http.ts';
import { pushRoutes } from './http/push.ts';
import { isPinSet, putPin, recoverySince } from './http/recovery.ts';
import { incomingMessages } from './incoming.ts';
import type { LinkingDeps } from './linking/linking.ts';
import type { PresenceRoom } from './live/presence.ts';
import type { TypingRoom } from './live/typing.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { PrivacyRoom } from './privacy/privacy.ts';
import type { PrivacyClient } from './privacy/privacy-client.ts';
import { createProfiles } from './profiles/own-profile.ts';
import type { Publishing } from './profiles/publishing.ts';
import type { ProfileReading } from './profiles/reading.ts';
import type { RecoveryDeps } from './recovery/recovery.ts';
import type { RecoveryClient } from './recovery/recovery-client.ts';
import { SELF } from './store/schema.ts';
import type { Store } from './store/store.ts';
import { createWaitFor, waitForOnline } from './waiting.ts';

export interface ClientInside {
  readonly http: Http;
  readonly directory: Directory;
  readonly roster: Roster;
  readonly outbox: Outbox;
  readonly connection: Connection;
  readonly accountKey: AccountKey;
  readonly archive: ArchiveRoom;
  readonly privacy: PrivacyRoom;
  readonly publishing: Publishing;
  readonly reading: ProfileReading;
  readonly typing: TypingRoom;
  readonly presence: PresenceRoom;
  /** 0 ≤ x < 1, for waiting times. */
  readonly random: () => number;
  /** Ends what waits inside when the client is closed. */
  readonly closing: AbortController;
}

/** The parts as the one object that a program sees. */
export function createClient(context: Context, inside: ClientInside, store: Store): Client {
  const { profile, work, events } = context;
  const {
    http,
    directory,
    roster,
    outbox,
    connection,
    accountKey,
    archive,
    privacy,
    typing,
    presence,
    closing,
    random,
  } = inside;
  const { publishing, reading } = inside;
  const { account, device, phone, server } = profile;
  let own: { readonly name: string; readonly avatar?: string } = profile;
  events.on('profile', changed => {
    own = changed;
  });
  const conversations = createConversations({ ...context, outbox });
  let maxContentBytes: number = limits.maxContentBytes;
  let closed: Promise<void> | undefined;

  async function readLimits(): Promise<void> {
    maxContentBytes = (await work.get('connection', SELF))?.maxContentBytes ?? limits.maxContentBytes;
  }
  events.on('connection', ({ state }) => {
    if (state === 'catching_up') void readLimits();
  });
  void readLimits();

  async function close(): Promise<void> {
    closing.abort();
    connection.stop('closed');
    await work.close();
    await store.close();
  }

  return {
    account,
    device,
    phone,
    server,
    get name() {
      return own.name;
    },
    get avatar() {
      return own.avatar;
    },
    get connection() {
      return connection.state;
    },
    connect() {
      if (closed) return;
      connection.start();
      connection.nudge();
    },
    whenOnline: signal => waitForOnline(() => connection.state, events, signal),
    close: () => (closed ??= close()),
    ...conversations,
    ...createActing({ ...context, outbox }),
    ...lateAttachments({ ...context, outbox, http, random, closing: closing.signal }),
    ...createContacts({ ...context, directory, http, outbox }),
    ...createGroups({ ...context, directory, http, roster }),
    ...createTimers({ ...context, outbox }),
    ...pushRoutes(http),
    ...createProfiles({ ...context, outbox, publishing, reading }),
    ...privacyMethods(privacy),
    typing: typing.tell,
    watch: presence.watch,
    setActive: presence.setActive,
    ...createOwnDevices({ ...context, http, accountKey }),
    ...createKeyMove({ ...context, outbox, accountKey }),
    ...lateLinking({ ...context, http, accountKey }),
    ...lateRecovery({ ...context, http }),
    history: archive.progress,
    waitFor: createWaitFor(conversations.message, events),
    whenSent: signal => abortable(publishing.settled().then(outbox.whenEmpty), signal),
    incoming: ({ signal } = {}) =>
      incomingMessages(context, signal ? AbortSignal.any([signal, closing.signal]) : closing.signal),
    on: events.on,
    get maxTextBytes() {
      return maxTextBytes(maxContentBytes);
    },
    status: () => status(context, inside),
    endDevice: signal => endDevice({ ...context, outbox, http }, signal),
    deleteAccount: async signal => {
      const { deleteAccount } = await import('./devices/deletion.ts');
      await deleteAccount({ ...context, http }, signal);
    },
  };
}

function privacyMethods({ heardOf: _, ...methods }: PrivacyRoom): PrivacyClient {
  return methods;
}

async function status({ profile, work }: Context, { connection, outbox, http }: ClientInside): Promise<Status> {
  const oneTimePreKeys = await countKeys(http).then(
    count => count.oneTimePreKeys,
    () => undefined,
  );
  const clockOffsetMs = (await work.get('connection', SELF))?.clockOffsetMs;
  return {
    connection: connection.state,
    queued: outbox.size(),
    devices: (await work.get('accounts', profile.account))?.devices ?? [],
    ...(oneTimePreKeys === undefined ? {} : { oneTimePreKeys }),
    ...(clockOffsetMs === undefined ? {} : { clockOffsetMs }),
  };
}

/** What files need is loaded with the first of them: a browser is to show the list before that. */
function lateAttachments(deps: AttachmentsDeps): Pick<Client, 'sendFiles' | 'forward' | 'openAttachment'> {
  const load = async () => (await import('./attachments/attachments.ts')).createAttachments(deps);
  let loaded: ReturnType<typeof load> | undefined;
  const attachments = () => {
    loaded ??= load().catch(error => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
  return {
    sendFiles: async (...args) => (await attachments()).sendFiles(...args),
    forward: async (...args) => (await attachments()).forward(...args),
    openAttachment: async (...args) => (await attachments()).openAttachment(...args),
  };
}

/** Once a year, and with what encrypts files: not to be loaded before the list is shown. */
function lateLinking(deps: LinkingDeps): Pick<Client, 'linkDevice'> {
  return {
    linkDevice: async (code, signal) => (await import('./linking/linking.ts')).linkDevice(code, deps, signal),
  };
}

/** Rarer still. */
function lateRecovery(deps: RecoveryDeps): RecoveryClient {
  return {
    newRecoveryCode: async () => (await import('./recovery/recovery-code.ts')).newRecoveryCode(deps.env.random),
    setRecoveryCode: async (code, signal) =>
      (await import('./recovery/recovery.ts')).setRecoveryCode(code, deps, signal),
    recoveryCodeSince: signal => recoverySince(deps.http, signal),
    setPin: (pin, signal) => putPin(deps.http, pin, signal),
    hasPin: signal => isPinSet(deps.http, signal),
  };
}
