import { ParleyError } from '../errors.ts';
import { type Answer, errorOf, openRequests, type Request, type ToLeader } from './messages.ts';

/** A tab's requests that have not been answered: asked of the leader there is, and of the next one again, in order (D3). */
export interface Pending {
  ask(method: string, args: readonly unknown[]): Promise<unknown>;
  /** Asks whoever leads to say so. */
  hello(): void;
  /** There is a leader, or another one. */
  follow(): void;
  settle(answer: Answer): void;
  /** A request that is not answered yet has got so far. */
  tell(id: number, progress: unknown): void;
  close(): void;
}

interface Waiting extends PromiseWithResolvers<unknown> {
  readonly request: Request;
  readonly told: ((progress: unknown) => void) | undefined;
}

export function createPending(profile: string, tab: string): Pending {
  const channel = openRequests<never, ToLeader>(profile);
  const waiting = new Map<number, Waiting>();
  let led = false;
  let closed = false;
  let lastId = 0;

  function giveUp(id: number, reason: unknown): void {
    const entry = waiting.get(id);
    if (!entry) return;
    waiting.delete(id);
    entry.reject(reason);
    if (led) channel.post({ kind: 'abort', tab, id });
  }

  function ask(method: string, given: readonly unknown[]): Promise<unknown> {
    if (closed) return Promise.reject(new ParleyError('closed'));
    const { args: silent, told, progressAt } = withoutProgress(given);
    const { args, signal, signalAt } = withoutSignal(silent);
    if (signal?.aborted) return Promise.reject(signal.reason);
    const id = ++lastId;
    const at = { ...(signalAt === undefined ? {} : { signalAt }), ...(progressAt === undefined ? {} : { progressAt }) };
    const request: Request = { kind: 'request', tab, id, method, args, again: false, ...at };
    const entry = { ...Promise.withResolvers<unknown>(), request: { ...request, again: true }, told };
    if (!led) entry.request = request;
    try {
      if (led) channel.post(request);
    } catch (cause) {
      return Promise.reject(new ParleyError('internal', { message: 'Only plain data reaches the engine.', cause }));
    }
    waiting.set(id, entry);
    if (!signal) return entry.promise;
    const abort = () => giveUp(id, signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    return entry.promise.finally(() => signal.removeEventListener('abort', abort));
  }

  return {
    ask,
    hello: () => channel.post({ kind: 'hello', tab }),
    follow() {
      led = true;
      for (const [id, { request, ...rest }] of waiting) {
        channel.post(request);
        waiting.set(id, { ...rest, request: { ...request, again: true } });
      }
    },
    settle(answer) {
      const entry = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.kind === 'answer') entry?.resolve(answer.value);
      else entry?.reject(errorOf(answer.error));
    },
    tell: (id, progress) => waiting.get(id)?.told?.(progress),
    close() {
      closed = true;
      for (const id of [...waiting.keys()]) giveUp(id, new ParleyError('closed'));
      channel.close();
    },
  };
}

/** A signal cannot be sent: it stays here, and its place is told. */
function withoutSignal(args: readonly unknown[]) {
  for (const [at, arg] of args.entries()) {
    if (arg instanceof AbortSignal) return { args: args.with(at, undefined), signal: arg, signalAt: at };
    const signal = (arg as { signal?: unknown } | null | undefined)?.signal;
    if (!(signal instanceof AbortSignal)) continue;
    const { signal: _, ...rest } = arg as { signal: AbortSignal };
    return { args: args.with(at, rest), signal, signalAt: at };
  }
  return { args };
}

/** Nor can a function. */
function withoutProgress(args: readonly unknown[]) {
  const has = (arg: unknown) => typeof (arg as { onProgress?: unknown } | null | undefined)?.onProgress === 'function';
  const progressAt = args.findIndex(has);
  if (progressAt === -1) return { args };
  const { onProgress, ...rest } = args[progressAt] as { onProgress: (progress: unknown) => void };
  return { args: args.with(progressAt, rest), told: onProgress, progressAt };
}
