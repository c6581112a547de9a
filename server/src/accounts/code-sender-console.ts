import type { BaseLogger } from 'pino';
import type { CodeSender } from './accounts.ts';

/** For development and for operators who read the code out: it is the one place where a code and its number are logged. */
export function createConsoleCodeSender(log: BaseLogger): CodeSender {
  return {
    async send(phone, code) {
      log.warn({ phone, code }, 'registration code');
    },
  };
}
