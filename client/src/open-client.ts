// The one place where the parts of a client are put together.
import type { AccountId, DeviceAddress } from '@parley/protocol';
import { createArchiveRoom } from './archive/archive-room.ts';
import type { Client, ClientEvents } from './client.ts';
import { type Clock, systemClock } from './clock.ts';
import { createConnection } from './connection/connection.ts';
import type { Transport } from './connection/transport.ts';
import { webSocketTransport } from './connection/transport-websocket.ts';
import type { Context } from './context.ts';
import { type ClientInside, createClient } from './create-client.ts';
import { type CryptoEnv, type IdentityKeyPair, platformPrimitives } from './crypto/crypto.ts';
import { createAccountKey } from './devices/account-key.ts';
import { createDirectory } from './devices/directory.ts';
import { createOwnDeviceNews } from './devices/key-move.ts';
import { createWork } from './drafts/work.ts';
import { asParleyError, errorInfo, ParleyError } from './errors.ts';
import { createEvents, type Events } from './events.ts';
import { createGaps } from './groups/gaps.ts';
import { createRoster } from './groups/roster.ts';
import { tellChats } from './history/chat-events.ts';
import { startExpiry } from './history/expiry.ts';
import { claimKeys, countKeys, uploadKeys } from './http/api.ts';
import { createHttp, serverUrl, tokenText } from './http/http.ts';
import { createListFetching } from './http/list-fetching.ts';
import { createInbox } from './inbox/inbox.ts';
import { createKeyMaintenance } from './keys/maintenance.ts';
import { createSessionStarts } from './keys/session-starts.ts';
import { linkUser } from './link-user.ts';
import { createPresence } from './live/presence.ts';
import { createTyping } from './live/typing.ts';
import { createGroupPreparing } from './outbox/group-preparing.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { createPreparing } from './outbox/preparing.ts';
import { createPrivacy } from './privacy/privacy.ts';
import { createPublishing } from './profiles/publishing.ts';
import { createProfileReading } from './profiles/reading.ts';
import { SELF } from './store/schema.ts';
import type { Store } from './store/store.ts';
import { learnGroups } from './sync/first-groups.ts';
import { version } from './version.ts';

/** What a client stands on. Absent: the platform's own. */
export interface ClientParts {
  readonly transport?: Transport;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** 0 ≤ x < 1, for waiting times. */
  readonly random?: () => number;
  readonly env?: CryptoEnv;
}

export interface OpenOptions extends ClientParts {
  readonly store: Store;
  /** Where the server is now, when it is not where the device was registered. */
  readonly server?: string;
}

/** Opens a registered device. Throws `not_registered`, `profile_in_use`, `store_too_new`. */
export async function openClient(options: OpenOptions): Promise<Client> {
  const { store, clock = systemClock, env = await platformEnv() } = options;
  const stored = await store.get('profile', SELF);
  if (!stored) throw new ParleyError('not_registered');
  const profile = { ...stored, server: options.server ? serverUrl(options.server) : stored.server };
  const events = createEvents<ClientEvents>();
  const context: Context = { profile, work: createWork(store), env, clock, events, notify: notifier(events) };
  tellChats(context);
  const inside = assemble(context, options);
  await inside.outbox.load();
  inside.closing.signal.addEventListener('abort', startExpiry(context).stop);
  return createClient(context, inside, store);
}

export async function platformEnv(): Promise<CryptoEnv> {
  return {
    primitives: await platformPrimitives(),
    random: length => crypto.getRandomValues(new Uint8Array(length)),
  };
}

function assemble(context: Context, options: OpenOptions): ClientInside {
  const { profile, work, env, clock, notify } = context;
  const { random = Math.random, transport = webSocketTransport, fetch } = options;
  const closing = new AbortController();
  const http = createHttp({
    server: profile.server,
    token: tokenText(profile.token),
    closing: closing.signal,
    ...(fetch ? { fetch } : {}),
  });
  const identity = profile.identity as IdentityKeyPair;
  const changed = (account: AccountId) => void (account === profile.account && archive.wake());
  const directory = createDirectory({ ...context, fetchLists: createListFetching(http), changed });
  const roster = createRoster({ ...context, directory, http });
  const maintenance = createKeyMaintenance({
    work,
    env,
    clock,
    identity,
    count: () => countKeys(http),
    upload: upload => uploadKeys(http, upload),
    failed: error => notify({ kind: 'problem', error: errorInfo(asParleyError(error)) }),
  });
  const claim = (devices: readonly DeviceAddress[]) => claimKeys(http, devices);
  const starts = createSessionStarts({ work, env, clock, identity, registrationId: profile.device, claim });
  const groups = createGroupPreparing({ ...context, directory, starts, roster, outbox: () => outbox });
  const preparing = createPreparing({ ...context, directory, starts, groups });
  const outbox: Outbox = createOutbox({ ...context, random, directory, roster, preparing });
  const publishing = createPublishing({ ...context, http, outbox });
  const reading = createProfileReading({ ...context, http });
  const privacy = createPrivacy({ ...context, http, outbox, publishing });
  const typing = createTyping(context);
  const presence = createPresence(context);
  const { sessionStarted } = maintenance;
  const accountKey = createAccountKey({ ...context, directory, http });
  const archive = createArchiveRoom({ ...context, http, outbox, random, closing: closing.signal });
  const ownDevices = createOwnDeviceNews({ ...context, accountKey });
  const inbox = createInbox({
    ...context,
    directory,
    roster,
    outbox,
    sessionStarted,
    privacy,
    ownDevices,
    archive,
    publishing,
    reading,
  });
  const connection = createConnection({
    profile,
    clientName: `parley-sdk/${version}`,
    work,
    transport,
    clock,
    random,
    notify,
    user: linkUser(context, {
      inbox,
      outbox,
      directory,
      maintenance,
      privacy,
      publishing,
      reading,
      typing,
      presence,
      archive,
      gaps: createGaps({ ...context, random, roster }),
      learnGroups: () => learnGroups({ ...context, http, roster }),
    }),
    changed: state => context.events.emit('connection', state),
  });
  const rooms = { accountKey, archive, privacy, publishing, reading, typing, presence };
  return { http, directory, roster, outbox, connection, ...rooms, closing, random };
}

/** Notices on their way to the program, without the noise of a client that is being closed. */
function notifier(events: Events<ClientEvents>): Context['notify'] {
  return notice => {
    if (notice.kind !== 'problem' || notice.error.code !== 'closed') events.emit('notice', notice);
  };
}
