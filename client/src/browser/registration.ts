// A registration that a person in some tab goes through: asked for a code, which comes, is wrong, is sent again.
import type { Client } from '../client.ts';
import { errorInfo, ParleyError } from '../errors.ts';
import type { CodeInfo, RegisterOptions } from '../register.ts';
import type { RegistrationState, SetUp } from './engine.ts';

export interface Registration {
  /** Resolves to the client of the new device. */
  readonly done: Promise<Client>;
  submit(code: string): Promise<void>;
  resend(): void;
  cancel(): void;
}

export interface RegistrationDeps {
  readonly register: (
    options: Pick<RegisterOptions, 'phone' | 'name' | 'invite' | 'code' | 'signal'>,
  ) => Promise<Client>;
  readonly changed: (state: RegistrationState) => void;
}

export function startRegistration(setUp: SetUp, { register, changed }: RegistrationDeps): Registration {
  const { phone, name, invite } = setUp;
  let attempt = new AbortController();
  let code: RegistrationState['code'];
  /** The person's answer, while one is asked for. */
  let asked: PromiseWithResolvers<string> | undefined;
  /** Whoever has submitted a code and waits to hear of it. */
  let checking: PromiseWithResolvers<void> | undefined;

  function tell(busy: boolean): void {
    changed({ phone, busy, ...(code ? { code } : {}) });
  }

  function ask({ error, ...info }: CodeInfo): Promise<string> {
    code = { ...info, ...(error ? { error: errorInfo(error) } : {}) };
    if (error) checking?.reject(error);
    checking = undefined;
    asked = Promise.withResolvers();
    tell(false);
    return asked.promise;
  }

  /** Of one attempt: what a person does not wait for any more ends where it can still be ended. */
  async function run(): Promise<Client> {
    for (;;) {
      const { signal } = attempt;
      code = undefined;
      tell(true);
      try {
        return await register({ phone, name, code: ask, signal, ...(invite ? { invite } : {}) });
      } catch (error) {
        if (!signal.aborted) throw error;
        if (signal.reason !== RESEND) throw signal.reason;
      }
    }
  }

  function end(reason: unknown): void {
    const previous = attempt;
    attempt = new AbortController();
    asked?.reject(reason);
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
    submit(given) {
      if (!asked) return Promise.reject(new ParleyError('cancelled', { message: 'No code is asked for now.' }));
      checking = Promise.withResolvers();
      const { promise } = checking;
      asked.resolve(given);
      asked = undefined;
      tell(true);
      return promise;
    },
    resend: () => end(RESEND),
    cancel: () => end(new ParleyError('cancelled')),
  };
}

const RESEND = 'resend';
