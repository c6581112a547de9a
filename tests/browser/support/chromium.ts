// Starts Chromium as the tests, the screenshots and the bench want it.
import { type Browser, chromium } from 'playwright-core';
import { findChromium, noChromium } from '../../../dev/chromium.mjs';

const ARGS = [
  '--no-sandbox',
  // Nothing but this machine can be asked for, whatever the app tries (U44).
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--font-render-hinting=none',
  // A microphone that beeps; a page must still be allowed to use it.
  '--use-fake-device-for-media-stream',
];

/** `camera`: a film (.mjpeg) that it sees; need not be there before it looks. */
export function startChromium({ camera }: { readonly camera?: string } = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(noChromium);
  return chromium.launch({
    executablePath,
    args: camera ? [...ARGS, `--use-file-for-fake-video-capture=${camera}`] : ARGS,
  });
}
