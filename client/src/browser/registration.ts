// A registration that a person in some tab goes through: asked for a code, which comes, is wrong, is sent again; where the account
// has them, for its PIN and its recovery code.
import type { Client } from '../client.ts';
import { errorInfo, ParleyError } from '../errors.ts';
import type { PinInfo } from '../recovery/asking-pin.ts';
import type { RecoveryInfo } from '../recovery/recovering.ts';
import type { CodeInfo, RegisterOptions } from '../register.ts';
import type { RegistrationState, SetUp } from './engine.ts';

export interface Registration {
  /** Resolves to the client of the new device. */
  readonly done: Promise<Client>;
  submit(kind: Question, answer: string | undefined): Promise<void>;
  resend(): void;
  cancel(): void;
}

export type Question = 'code' | 'pin' | 'recovery';

export interface RegistrationDeps {
  readonly register: (
    options: Pick<RegisterOptions, 'phone' | 'name' | 'invite' | 'code' | 'pin' | 'recoveryCode' | 'signal'>,
  ) => Promise<Client>;
  readonly changed: (state: RegistrationState) => void;
}

export function startRegistration(setUp: SetUp, { register, changed }: RegistrationDeps): Registration {
  const { phone, name, invite } = setUp;
  let attempt = new AbortController();
  /** The last question. */
  let shown: Pick<RegistrationState, Question> = {};
  /** The person's answer, while one is asked for. */
  let asked: { readonly kind: Question; readonly answer: PromiseWithResolvers<string | undefined> } | undefined;
  /** Whoever has submitted a code and waits to hear of it. */
  let checking: PromiseWithResolvers<void> | undefined;

  function tell(busy: boolean): void {
    changed({ phone, busy, ...shown });
  }

  function ask<Info extends { readonly error?: ParleyError }>(kind: Question, { error, ...info }: Info) {
    shown = { [kind]: { ...info, ...(error ? { error: errorInfo(error) } : {}) } };
    if (error) checking?.reject(error);
    else checking?.resolve();
    checking = undefined;
    const answer = Promise.withResolvers<string | undefined>();
    asked = { kind, answer };
    tell(false);
    return answer.promise;
  }

  const questions = {
    code: async (info: CodeInfo) => (await ask('code', info)) ?? '',
    pin: async (info: PinInfo) => (await ask('pin', info)) ?? '',
    recoveryCode: async (info: RecoveryInfo) => (info.isKept ? ask('recovery', info) : undefined),
  };

  /** Of one attempt: what a person does not wait for any more ends where it can still be ended. */
  async function run(): Promise<Client> {
    for (;;) {
      const { signal } = attempt;
      shown = {};
      tell(true);
      try {
        return await register({ phone, name, ...questions, signal, ...(invite ? { invite } : {}) });
      } catch (error) {
        if (!signal.aborted) throw error;
        if (signal.reason !== RESEND) throw signal.reason;
      }
    }
  }

  function end(reason: unknown): void {
    const previous = attempt;
    attempt = new AbortController();
    asked?.answer.reject(reason);
    asked = undefined;
    previous.abort(reason);
  }

  // Not before whoever starts it can tell it from the one before.
  const done = Promise.resolve().then(run);
  done.then(
    () => checking?.resolve(),
    error => checking?.reject(error),
  );

  return {
    done,
    submit(kind, given) {
      if (asked?.kind !== kind)
        return Promise.reject(new ParleyError('cancelled', { message: 'Nothing like that is asked for now.' }));
      checking = Promise.withResolvers();
      const { promise } = checking;
      asked.answer.resolve(given);
      asked = undefined;
      tell(true);
      return promise;
    },
    resend: () => end(RESEND),
    cancel: () => end(new ParleyError('cancelled')),
  };
}

const RESEND = 'resend';
