// What the push services of tests have in common: they keep what they were sent, and answer as a test wants it.

export interface PushAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Scope {
  after(end: () => unknown): void;
}

export interface Received<P> {
  /** All so far. */
  readonly pushes: readonly P[];
  /** The first that has not been asked for yet, once it is there. */
  next(): Promise<P>;
  /** For the next requests, one each; then the usual ones again. */
  answerWith(...answers: readonly PushAnswer[]): void;
}

export function createReceived<P>(usual: PushAnswer) {
  const pushes: P[] = [];
  const answers: PushAnswer[] = [];
  const waiting: ((push: P) => void)[] = [];
  let asked = 0;
  return {
    /** Takes a request, and says what it is answered. */
    take(push: P): PushAnswer {
      pushes.push(push);
      const waiter = waiting.shift();
      if (waiter) {
        asked++;
        waiter(push);
      }
      return answers.shift() ?? usual;
    },
    received: {
      pushes,
      next: () =>
        asked < pushes.length
          ? Promise.resolve(pushes[asked++]!)
          : new Promise<P>(resolve => {
              waiting.push(resolve);
            }),
      answerWith: (...next: readonly PushAnswer[]) => void answers.push(...next),
    } satisfies Received<P>,
  };
}
