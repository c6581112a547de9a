// The device while this worker leads: its store and its client, being set up, signed out and wiped. Knows nothing of tabs
// but what they ask for and that they want to know how it stands.
import type { Client } from '../client.ts';
import { loadKyber } from '../crypto/crypto.ts';
import { asParleyError, errorInfo, ParleyError } from '../errors.ts';
import type { ShownLink } from '../linking/link.ts';
import { type ClientParts, openClient } from '../open-client.ts';
import type { Store } from '../store/store.ts';
import { createAttachmentPieces } from './attachment-pieces.ts';
import { endMethod, pieceMethod } from './attachment-stream.ts';
import { type EngineSnapshot, engineMethods, type LinkingState, type SetUp } from './engine.ts';
import type { ToldEvents } from './messages.ts';
import { type Registration, startRegistration } from './registration.ts';

export interface HostDeps {
  readonly openStore: (lost: () => void) => Promise<Store>;
  readonly deleteStore: () => Promise<void>;
  /** Where the page comes from. */
  readonly server: string;
  readonly parts: ClientParts;
  readonly changed: (snapshot: EngineSnapshot) => void;
  readonly emit: <E extends keyof ToldEvents>(event: E, value: ToldEvents[E]) => void;
  readonly wiped: () => void;
}

export interface Host {
  readonly snapshot: EngineSnapshot;
  call(method: string, args: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

const told = [
  'message',
  'status',
  'parked',
  'resent',
  'reaction',
  'chat',
  'removed',
  'group',
  'preparing',
  'privacy',
  'typing',
  'presence',
  'profile',
  'history',
  'connection',
  'notice',
] as const;
const notConnected = { state: 'stopped', reason: 'not_started' } as const;
/** A server that does not answer must not keep anybody from signing out. */
const signOutMs = 5_000;
/** The list is shown by then. A new version on the server may take the scripts of this one away at any time. */
const loadRestMs = 5_000;

export function createHost(deps: HostDeps): Host {
  let snapshot: EngineSnapshot = { state: 'starting', connection: notConnected };
  let store: Store | undefined;
  let client: Client | undefined;
  let registration: Registration | undefined;
  let linking: AbortController | undefined;
  let loadingRest: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function set(next: EngineSnapshot): void {
    snapshot = next;
    deps.changed(next);
  }

  async function open(): Promise<void> {
    try {
      store = await deps.openStore(() => void reopen());
      adopt(await openClient({ ...deps.parts, store }));
    } catch (error) {
      const failure = asParleyError(error);
      if (failure.code === 'not_registered') set({ state: 'not_registered', connection: notConnected });
      else set({ state: 'storage_failed', connection: notConnected, error: errorInfo(failure) });
    }
  }

  function adopt(opened: Client): void {
    client = opened;
    for (const event of told) opened.on(event, value => deps.emit(event, value as never));
    const look = () => client === opened && set(snapshotOf(opened));
    opened.on('connection', look);
    opened.on('profile', look);
    if (closed) return;
    loadingRest = setTimeout(() => void loadKyber().catch(() => {}), loadRestMs);
    opened.connect();
    look();
  }

  const pieces = createAttachmentPieces((...args) => ready().openAttachment(...args));

  function ready(): Client {
    if (!client) throw new ParleyError('not_registered');
    return client;
  }

  async function shut(): Promise<void> {
    const [opened, kept] = [client, store];
    registration?.cancel();
    cancelLink();
    clearTimeout(loadingRest);
    client = undefined;
    store = undefined;
    // A store that the browser has taken away can't be written to: that is what it is closed for.
    await opened?.close().catch(() => {});
    await kept?.close().catch(() => {});
  }

  /** The browser has taken the store away (F29), or a person asks again. */
  async function reopen(): Promise<void> {
    if (closed) return;
    await shut();
    opening = open();
    await opening;
  }

  async function wipe(): Promise<void> {
    await shut();
    await deps.deleteStore();
    deps.wiped();
    opening = open();
    await opening;
  }

  async function logOut(): Promise<void> {
    await client?.endDevice(AbortSignal.timeout(signOutMs)).catch(() => {});
    await wipe();
  }

  async function setUp(options: SetUp): Promise<void> {
    const into = store;
    if (client) throw new ParleyError('already_registered');
    if (!into) throw new ParleyError('store_failed');
    registration?.cancel();
    const { server = deps.server, deviceName = 'Browser' } = options;
    const running = startRegistration(options, {
      async register(asked) {
        const { register } = await import('../register.ts');
        return register({ ...deps.parts, ...asked, store: into, server, deviceName });
      },
      changed(state) {
        if (registration === running) showRegistration(state);
      },
    });
    registration = running;
    showRegistration({ phone: options.phone, busy: true });
    try {
      const made = await running.done;
      registration = undefined;
      adopt(made);
      if (options.avatar) await made.setProfile({ avatar: options.avatar });
    } finally {
      if (registration === running) {
        registration = undefined;
        set({ state: 'not_registered', connection: notConnected });
      }
    }
  }

  /** One at a time: whoever begins anew calls the one before off. */
  async function linkThis({ deviceName }: { readonly deviceName: string }): Promise<void> {
    const into = store;
    if (client) throw new ParleyError('already_registered');
    if (!into) throw new ParleyError('store_failed');
    cancelLink();
    const running = new AbortController();
    linking = running;
    const show = (state: LinkingState): void => {
      if (linking === running) set({ state: 'not_registered', connection: notConnected, linking: state });
    };
    show({ answered: false });
    try {
      const { link } = await import('../linking/link.ts');
      const { signal } = running;
      const shown = {
        show: (code: ShownLink) => show({ code, answered: false }),
        answered: () => show({ answered: true }),
      };
      const made = await link({ ...deps.parts, ...shown, store: into, server: deps.server, deviceName, signal });
      linking = undefined;
      adopt(made);
    } finally {
      if (linking === running) {
        linking = undefined;
        set({ state: 'not_registered', connection: notConnected });
      }
    }
  }

  function cancelLink(): void {
    linking?.abort(new ParleyError('cancelled'));
  }

  function showRegistration(state: NonNullable<EngineSnapshot['registration']>): void {
    const before = snapshot.registration;
    set({ state: 'not_registered', connection: notConnected, registration: state });
    if (state.code && state.code !== before?.code) deps.emit('code', state.code);
  }

  /** Not what the server or the person has ended: that would only be ended once more. */
  async function nudge(): Promise<void> {
    if (snapshot.state === 'storage_failed') return reopen();
    if (client && client.connection.state !== 'stopped') client.connect();
  }

  const own: { readonly [method: string]: (...args: never[]) => unknown } = {
    register: setUp,
    submitCode: (code: string) => asking().submit('code', code),
    submitPin: (pin: string) => asking().submit('pin', pin),
    submitRecoveryCode: (code: string | undefined) => asking().submit('recovery', code),
    resendCode: () => asking().resend(),
    cancelRegistration: () => registration?.cancel(),
    linkThis,
    cancelLink,
    startOver: wipe,
    logOut,
    nudge,
    [pieceMethod]: pieces.piece,
    [endMethod]: pieces.end,
  };

  function asking(): Registration {
    if (!registration) throw new ParleyError('cancelled', { message: 'No registration is under way.' });
    return registration;
  }

  let opening = open();
  return {
    get snapshot() {
      return snapshot;
    },
    async call(method, args) {
      await opening;
      if (Object.hasOwn(own, method)) return own[method]?.(...(args as never[]));
      if (!engineMethods.some(name => name === method))
        throw new ParleyError('internal', { message: 'No such method.' });
      return (ready() as unknown as Record<string, (...args: readonly unknown[]) => unknown>)[method]?.(...args);
    },
    async close() {
      closed = true;
      await opening;
      await shut();
    },
  };
}

function snapshotOf(client: Client): EngineSnapshot {
  const { account, device, phone, name, avatar, server, maxTextBytes, connection } = client;
  const profile = { account, device, phone, name, server, maxTextBytes, ...(avatar ? { avatar } : {}) };
  return { state: 'ready', profile, connection, ...revoked(connection) };
}

function revoked({ state, reason }: EngineSnapshot['connection']): Pick<EngineSnapshot, 'revoked'> {
  return state === 'stopped' && (reason === 'unauthorized' || reason === 'unlinked') ? { revoked: reason } : {};
}
