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

/** The words for errors are a chunk of their own: most starts need none. */
export function tellFailure(error: unknown): void {
  void import('../i18n/error-text.ts').then(({ errorText }) => showToast(errorText(error)));
}
