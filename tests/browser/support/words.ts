// What the app says, by key, in the language a person's browser asks for.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../dev/node24.mjs';

export type Words = (key: string) => string;

/** Only texts without forms for numbers. */
export function wordsIn(language: string): Words {
  const files = globSync(`web/messages/*/${language}.json`, { cwd: root });
  const texts: Record<string, unknown> = {};
  for (const file of files) Object.assign(texts, JSON.parse(readFileSync(join(root, file), 'utf8')));
  return key => {
    const text = texts[key];
    if (typeof text !== 'string') throw new Error(`there is no text ${key} in ${language}`);
    return text;
  };
}
