import { m } from '../i18n/messages.ts';
import { showToast } from './toasts.ts';

/** For what a person asked for and did not get: says why, where the action has no better place for it. */
export async function orToast<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    showToast(error instanceof Error && error.message ? error.message : m.shell_failed());
    return undefined;
  }
}
