// Looks over a browser's shoulder: errors in its console, scripts that failed, what the content policy turned away, requests
// to other origins. A test that leaves any of these behind has failed (U44).
import type { BrowserContext } from 'playwright-core';

export interface Watch {
  /** What a test provokes, such as a network that is gone. */
  allow(pattern: RegExp): void;
  /** What it saw and nobody has allowed. */
  findings(): string[];
}

/** Chromium on the app asking for pushes: contexts of tests are incognito, and there is no way to ask first. */
const NO_PUSH = 'does not support the Push API in incognito mode';
const ownSchemes = /^(blob|data|about):/;

export async function watchContext(context: BrowserContext, origin: string): Promise<Watch> {
  const seen: string[] = [];
  const allowed: RegExp[] = [];
  context.on('console', message => {
    if (message.type() === 'error' && !message.text().includes(NO_PUSH))
      seen.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', thrown => seen.push(`error: ${thrown.error().stack ?? thrown.error().message}`));
  context.on('page', page => page.on('crash', () => seen.push('the page crashed')));
  context.on('request', request => {
    const url = request.url();
    if (!ownSchemes.test(url) && new URL(url).origin !== origin) seen.push(`request: ${url}`);
  });
  await context.exposeBinding('tellViolation', (_, what: string) => seen.push(`policy: ${what}`));
  await context.addInitScript(() => {
    const { tellViolation } = globalThis as unknown as { tellViolation(what: string): void };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, sample }) =>
      tellViolation(`${violatedDirective} ${blockedURI} ${sourceFile ?? ''} ${sample}`),
    );
  });
  return {
    allow: pattern => void allowed.push(pattern),
    findings: () => seen.filter(what => !allowed.some(pattern => pattern.test(what))),
  };
}
