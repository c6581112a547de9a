// The texts of the first load, in the language that is shown and no other.
import { catalogues, type Texts } from './first-catalogues.ts';

let shown: Texts = {};

export async function loadFirstTexts(language: string): Promise<Texts> {
  return (await catalogues[language]?.()) ?? {};
}

export function showFirstTexts(texts: Texts): void {
  shown = texts;
}

/** @public What the build makes of m.some_key({…}) in the first load. */
export function firstText(key: string, inputs: object): string {
  return shown[key]?.(inputs) ?? key;
}
