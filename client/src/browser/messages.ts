// What tabs and the leading worker say to each other, over three BroadcastChannels: requests to whoever leads, answers to
// one tab, events to all. A request is kept by its tab until it is answered, and asked again of the next leader.
import type { Progress } from '../client.ts';
import { type ErrorInfo, errorInfo, ParleyError } from '../errors.ts';
import type { EngineEvents, EngineSnapshot } from './engine.ts';

export const lockName = (profile: string): string => `parley/${profile}`;
export const databaseName = (profile: string): string => `parley/${profile}`;
const requestsName = (profile: string): string => `parley/${profile}/engine`;
const answersName = (profile: string, tab: string): string => `parley/${profile}/tab/${tab}`;
const eventsName = (profile: string): string => `parley/${profile}/events`;

export interface Request {
  readonly kind: 'request';
  readonly tab: string;
  /** Ascending in a tab. */
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
  /** Where among `args` an AbortSignal was: in an argument's place or in its property `signal`. */
  readonly signalAt?: number;
  /** Which of `args` had a property `onProgress`: what it is to be called with comes as `progress`. */
  readonly progressAt?: number;
  /** An earlier leader was asked, and may have done it. */
  readonly again: boolean;
}

export type ToLeader =
  | Request
  /** The caller no longer waits. */
  | { readonly kind: 'abort'; readonly tab: string; readonly id: number }
  /** A tab asks who leads. */
  | { readonly kind: 'hello'; readonly tab: string };

/** Who leads, and where the engine stands. It goes with every answer: channels do not keep each other's order. */
export interface Standing {
  /** Each leader has one of its own. */
  readonly term: string;
  /** Raised with each change. */
  readonly version: number;
  readonly snapshot: EngineSnapshot;
}

export type Answer =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ErrorInfo };

/** How far a request has got that is not answered yet. */
export interface Telling {
  readonly kind: 'progress';
  readonly id: number;
  readonly value: Progress;
}

export type ToTab = (Answer | Telling | { readonly kind: 'standing' }) & { readonly standing: Standing };

export type ToAll =
  | { readonly kind: 'standing'; readonly standing: Standing }
  /** What was committed together is told together. */
  | { readonly kind: 'events'; readonly term: string; readonly events: readonly EngineEvent[] }
  /** Everything of the device has been removed. */
  | { readonly kind: 'wiped' };

export type ToldEvents = Omit<EngineEvents, 'snapshot' | 'refresh'>;

export type EngineEvent = {
  [E in keyof ToldEvents]: readonly [event: E, value: ToldEvents[E]];
}[keyof ToldEvents];

/** A channel with one kind of message. */
export interface Channel<In, Out> {
  post(message: Out): void;
  close(): void;
  received: (message: In) => void;
}

export function openRequests<In, Out>(profile: string): Channel<In, Out> {
  return openChannel(requestsName(profile));
}

export function openEvents<In, Out>(profile: string): Channel<In, Out> {
  return openChannel(eventsName(profile));
}

export function openAnswers<In, Out>(profile: string, tab: string): Channel<In, Out> {
  return openChannel(answersName(profile, tab));
}

function openChannel<In, Out>(name: string): Channel<In, Out> {
  const broadcast = new BroadcastChannel(name);
  const channel: Channel<In, Out> = {
    received: () => {},
    post: message => broadcast.postMessage(message),
    close: () => broadcast.close(),
  };
  broadcast.onmessage = ({ data }) => channel.received(data as In);
  return channel;
}

export function failureOf(error: unknown): ErrorInfo {
  return errorInfo(error instanceof ParleyError ? error : new ParleyError('internal', { message: String(error) }));
}

export function errorOf(info: ErrorInfo): ParleyError {
  const { code, message, temporary, retryAfterMs, accounts } = info;
  return new ParleyError(code, { message, temporary, retryAfterMs, accounts });
}
