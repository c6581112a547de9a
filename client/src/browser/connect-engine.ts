// The tab's side: requests go to whoever leads and are kept until they are answered; what the leader tells is passed on.
import type { SendOptions } from '../client.ts';
import { ParleyError } from '../errors.ts';
import { createEvents } from '../events.ts';
import { newGroupId, newSecret } from '../groups/new-ids.ts';
import { newMessageId } from '../message-id.ts';
import { openStream } from './attachment-stream.ts';
import { type Engine, type EngineEvents, type EngineMethods, type EngineSnapshot, engineMethods } from './engine.ts';
import { localStorageMarker, type MarkerPlace } from './marker.ts';
import { openAnswers, openEvents, type Standing, type ToAll, type ToTab } from './messages.ts';
import { createPending } from './pending.ts';
import { wipeBrowser } from './wiping.ts';

export interface EngineOptions {
  /** Each has a device of its own; 'default' when absent. */
  readonly profile?: string;
  /** Starts the worker that calls `serveEngine`: `new Worker(…, { type: 'module' })`. */
  readonly startWorker: () => { terminate(): void };
  /** Absent: localStorage. */
  readonly marker?: MarkerPlace;
}

const starting: EngineSnapshot = { state: 'starting', connection: { state: 'stopped', reason: 'not_started' } };

/** The tab's side of the engine. Call it once in a tab. */
export function connectEngine(options: EngineOptions): Engine {
  const { profile = 'default', startWorker, marker = localStorageMarker(profile) } = options;
  // Not crypto.randomUUID: that is missing where the page came without TLS, and the app must still say so.
  const tab = newMessageId();
  const events = createEvents<EngineEvents>();
  const answers = openAnswers<ToTab, never>(profile, tab);
  const all = openEvents<ToAll, never>(profile);
  const pending = createPending(profile, tab);
  /** As the leader tells it, and as it is to this browser. */
  let told = starting;
  let snapshot = starting;
  const ended = new Set<string>();
  let term: string | undefined;
  let version = -1;

  function look(): void {
    snapshot = seenWith(told, marker);
    events.emit('snapshot', snapshot);
  }

  function see(standing: Standing): void {
    const before = term;
    if (ended.has(standing.term) || (standing.term === before && standing.version <= version)) return;
    ({ term, version } = standing);
    told = seenOn(told, standing.snapshot, term !== before);
    look();
    if (term === before) return;
    if (before !== undefined) ended.add(before);
    pending.follow();
    if (before !== undefined) events.emit('refresh', undefined);
  }

  all.received = message => {
    if (message.kind === 'standing') see(message.standing);
    else if (message.kind === 'wiped') {
      marker.remove();
      // Where the engine stands now is told as well, before this or after it.
      if (told.profile) told = starting;
      look();
      void wipeBrowser(profile);
    } else if (message.term === term) {
      for (const [event, value] of message.events) events.emit(event, value as never);
    }
  };
  answers.received = message => {
    see(message.standing);
    if (message.kind === 'progress') pending.tell(message.id, message.value);
    else if (message.kind !== 'standing') pending.settle(message);
  };
  pending.hello();

  async function becomeDevice(method: string, options: unknown): Promise<void> {
    if (snapshot.state === 'evicted') throw new ParleyError('already_registered', { message: startOverFirst });
    await pending.ask(method, [options]);
    // So that the browser does not remove keys when it runs out of room; its answer changes nothing here.
    await globalThis.navigator?.storage?.persist?.().catch(() => false);
  }

  const worker = startWorker();

  return {
    ...clientMethods(pending.ask),
    get snapshot() {
      return snapshot;
    },
    on: events.on,
    register: setUp => becomeDevice('register', setUp),
    linkThis: options => becomeDevice('linkThis', options),
    cancelLink: () => pending.ask('cancelLink', []) as Promise<void>,
    submitCode: code => pending.ask('submitCode', [code]) as Promise<void>,
    submitPin: pin => pending.ask('submitPin', [pin]) as Promise<void>,
    submitRecoveryCode: code => pending.ask('submitRecoveryCode', [code]) as Promise<void>,
    resendCode: () => pending.ask('resendCode', []) as Promise<void>,
    cancelRegistration: () => pending.ask('cancelRegistration', []) as Promise<void>,
    startOver: () => pending.ask('startOver', []) as Promise<void>,
    logOut: () => pending.ask('logOut', []) as Promise<void>,
    nudge: () => void pending.ask('nudge', []).catch(() => {}),
    close() {
      worker.terminate();
      pending.close();
      answers.close();
      all.close();
    },
  };
}

const startOverFirst = 'Keys and messages of this browser were removed. Start over first.';

/** The methods of the client as requests. Whatever makes something gets its id here: asked twice, it is made once. */
function clientMethods(ask: (method: string, args: readonly unknown[]) => Promise<unknown>): EngineMethods {
  const methods = engineMethods.map(name => [name, (...args: readonly unknown[]) => ask(name, args)]);
  const plain = Object.fromEntries(methods) as unknown as EngineMethods;
  return {
    ...plain,
    sendText: (to, text, options) => plain.sendText(to, text, withId(options)),
    sendFiles: (to, files, options) => plain.sendFiles(to, files, withId(options)),
    createGroup: (group, signal) => plain.createGroup({ ...group, id: group.id ?? newGroupId() }, signal),
    makeInvite: (id, invite, signal) => plain.makeInvite(id, { secret: newSecret(), ...invite }, signal),
    forward: (id, to, options) => plain.forward(id, to, withId(options)),
    openAttachment: (id, index, signal) => openStream(ask, id, index, signal),
  };
}

function withId<O extends SendOptions>(options = {} as O): O {
  return { ...options, id: options.id ?? newMessageId() };
}

/** While another leader opens the store, what was there is there: nobody is to be thrown out of what he is writing (U35). */
function seenOn(before: EngineSnapshot, next: EngineSnapshot, another: boolean): EngineSnapshot {
  if (!another || next.state !== 'starting' || before.state !== 'ready') return next;
  return { ...before, connection: { state: 'connecting' } };
}

/** What the leader says of the store, and what this browser remembers of itself. */
function seenWith(next: EngineSnapshot, marker: MarkerPlace): EngineSnapshot {
  if (next.profile) marker.write(next.profile);
  if (next.state !== 'not_registered') return next;
  const was = marker.read();
  return was ? { ...next, state: 'evicted', was } : next;
}
