import { errorText } from '../i18n/error-text.ts';
import { showToast } from './toasts.ts';

/** For what a person asked for and did not get: says why, where the action has no better place for it. */
export async function orToast<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    tellFailure(error);
    return undefined;
  }
}

export function tellFailure(error: unknown): void {
  showToast(errorText(error));
}
