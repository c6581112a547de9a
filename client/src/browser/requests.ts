// Answers what tabs ask. A signal of theirs has its stand-in here; what a request says that was asked of an earlier leader is
// heeded, so that nothing is done twice (D4).
import type { Progress } from '../client.ts';
import type { ParleyErrorCode } from '../errors.ts';
import {
  type Answer,
  failureOf,
  openAnswers,
  type Request,
  type Standing,
  type ToLeader,
  type ToTab,
} from './messages.ts';

/** What a request means to the engine. */
export type Call = (method: string, args: readonly unknown[]) => Promise<unknown>;

export interface Requests {
  take(message: ToLeader): void;
  close(): void;
}

/** The second time, these mean that the first time has done it. */
const doneBefore: { readonly [method: string]: readonly ParleyErrorCode[] } = {
  retry: ['not_failed'],
  discard: ['unknown_message', 'not_failed'],
  register: ['already_registered'],
};

export function createRequests(profile: string, call: Call, standing: () => Standing): Requests {
  const running = new Map<string, AbortController>();
  let closed = false;

  async function answer(request: Request): Promise<void> {
    const key = `${request.tab} ${request.id}`;
    const controller = new AbortController();
    running.set(key, controller);
    const result = await resultOf(request, controller.signal);
    running.delete(key);
    if (closed) return;
    try {
      send(request.tab, { ...result, standing: standing() });
    } catch (error) {
      send(request.tab, { kind: 'failure', id: request.id, error: failureOf(error), standing: standing() });
    }
  }

  async function resultOf(request: Request, signal: AbortSignal): Promise<Answer> {
    const { id, method, again } = request;
    const told = inSteps(value => {
      if (!closed && !signal.aborted) send(request.tab, { kind: 'progress', id, value, standing: standing() });
    });
    try {
      return { kind: 'answer', id, value: await call(method, argsWith(request, signal, told)) };
    } catch (error) {
      const failure = failureOf(error);
      if (again && doneBefore[method]?.includes(failure.code)) return { kind: 'answer', id, value: undefined };
      return { kind: 'failure', id, error: failure };
    }
  }

  function send(tab: string, message: ToTab): void {
    const channel = openAnswers<never, ToTab>(profile, tab);
    try {
      channel.post(message);
    } finally {
      channel.close();
    }
  }

  return {
    take(message) {
      if (message.kind === 'request') void answer(message);
      else if (message.kind === 'hello') send(message.tab, { kind: 'standing', standing: standing() });
      else running.get(`${message.tab} ${message.id}`)?.abort();
    },
    close() {
      closed = true;
      for (const controller of running.values()) controller.abort();
    },
  };
}

function argsWith(
  { args, signalAt, progressAt }: Request,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): readonly unknown[] {
  const heard =
    progressAt === undefined ? args : args.with(progressAt, { ...(args[progressAt] as object), onProgress });
  if (signalAt === undefined) return heard;
  const place = heard[signalAt];
  return heard.with(signalAt, place === undefined ? signal : { ...(place as object), signal });
}

/** What nobody could see the difference of is not told: a large file has tens of thousands of chunks. */
const STEPS = 200;

function inSteps(tell: (progress: Progress) => void): (progress: Progress) => void {
  let last = '';
  return progress => {
    const { phase, done, total } = progress;
    const { file } = progress as { file?: number };
    const step = `${file} ${phase} ${Math.floor((done / total) * STEPS)}`;
    if (step === last) return;
    last = step;
    tell(progress);
  };
}
