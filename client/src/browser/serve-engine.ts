// The worker's side. Every tab has such a worker; the one that holds the profile's Web Lock leads: it opens the device and
// serves all tabs. The others wait in the queue of the lock, and the next one takes over when the leader goes.
import type { ClientParts } from '../open-client.ts';
import type { Store } from '../store/store.ts';
import { createHost } from './host.ts';
import {
  databaseName,
  type EngineEvent,
  lockName,
  openEvents,
  openRequests,
  type Standing,
  type ToAll,
  type ToLeader,
} from './messages.ts';
import { createRequests } from './requests.ts';
import { deleteIndexedDbStore, openIndexedDbStore } from './store-indexeddb.ts';

export interface ServeOptions {
  /** As in `connectEngine`. */
  readonly profile?: string;
  /** Absent: where the worker's script comes from. */
  readonly server?: string;
  /** Absent: IndexedDB. */
  readonly store?: StorePlace;
  readonly parts?: ClientParts;
}

export interface StorePlace {
  /** `lost` is called when the browser takes it away while it is open. */
  open(lost: () => void): Promise<Store>;
  delete(): Promise<void>;
}

/** Serves from now on, or once those before it have gone, until it is stopped. */
export function serveEngine({ profile = 'default', server, store, parts = {} }: ServeOptions = {}): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const lead = async () => {
    if (stopping.signal.aborted) return;
    const leader = startLeading({
      profile,
      server: server ?? location.origin,
      store: store ?? indexedDbPlace(databaseName(profile)),
      parts,
    });
    await new Promise(resolve => stopping.signal.addEventListener('abort', resolve, { once: true }));
    await leader.close();
  };
  const led = navigator.locks.request(lockName(profile), { signal: stopping.signal }, lead);
  return {
    async stop() {
      stopping.abort();
      await led.catch(() => {}); // it never led
    },
  };
}

function indexedDbPlace(name: string): StorePlace {
  return { open: lost => openIndexedDbStore(name, { lost }), delete: () => deleteIndexedDbStore(name) };
}

function startLeading({ profile, server, store, parts }: Required<ServeOptions>): { close(): Promise<void> } {
  const term = crypto.randomUUID();
  const requests = openRequests<ToLeader, never>(profile);
  const telling = createTelling(profile, term);
  const standing = (): Standing => ({ term, version, snapshot: host.snapshot });
  let version = 0;

  const host = createHost({
    openStore: store.open,
    deleteStore: store.delete,
    server,
    parts,
    changed(snapshot) {
      version++;
      telling.now({ kind: 'standing', standing: { term, version, snapshot } });
    },
    emit: (event, value) => telling.soon([event, value] as unknown as EngineEvent),
    wiped: () => telling.now({ kind: 'wiped' }),
  });
  const answering = createRequests(profile, host.call, standing);
  requests.received = answering.take;
  telling.now({ kind: 'standing', standing: standing() });
  return {
    async close() {
      answering.close();
      await host.close();
      requests.close();
      telling.close();
    },
  };
}

interface Telling {
  /** With the others of this turn. */
  soon(event: EngineEvent): void;
  /** After what was to be told before it. */
  now(message: ToAll): void;
  close(): void;
}

function createTelling(profile: string, term: string): Telling {
  const channel = openEvents<never, ToAll>(profile);
  let untold: EngineEvent[] = [];
  let closed = false;

  function tellAll(): void {
    if (untold.length > 0 && !closed) channel.post({ kind: 'events', term, events: untold });
    untold = [];
  }

  return {
    soon(event) {
      untold.push(event);
      if (untold.length === 1) queueMicrotask(tellAll);
    },
    now(message) {
      tellAll();
      if (!closed) channel.post(message);
    },
    close() {
      tellAll();
      closed = true;
      channel.close();
    },
  };
}
