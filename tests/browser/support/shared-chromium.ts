// One Chromium for all tests of a file; each person in it has a context of their own, as a browser of their own.
import { after } from 'node:test';
import type { Browser } from 'playwright-core';
import { startChromium } from './chromium.ts';

let running: Promise<Browser> | undefined;

// Of the file, not of the test that first asked.
after(async () => (await running)?.close());

/** Whoever asks first says what its camera sees. */
export function sharedChromium(options: Parameters<typeof startChromium>[0] = {}): Promise<Browser> {
  running ??= startChromium(options);
  return running;
}
