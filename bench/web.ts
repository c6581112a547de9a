// The web app as a person feels it: script until the list is there, a key until it is painted, a long chat, a long absence.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, createMemoryStore, register } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { buildWeb } from '../dev/build-web.ts';
import { root } from '../dev/node24.mjs';
import { startChromium } from '../tests/browser/support/chromium.ts';
import { setUp } from '../tests/browser/support/onboarding.ts';
import { median, quantile, type Report, type Row, round } from './lib/report.ts';
import { startBenchServer } from './lib/server.ts';

const QUEUED = 20_000;
const RUNS = 5;
const KEYS = 120;
const KEY_GAP_MS = 60;
const TIMEOUT_MS = 120_000;
const VIEWPORT = { width: 1280, height: 800 };
const ENV = { PARLEY_MAX_INBOX_ROWS: '100000', PARLEY_SENDS_PER_SECOND: '0' };

export async function run(): Promise<Report> {
  await buildWeb(line => process.stderr.write(`${line}\n`));
  const server = await startBenchServer({ env: ENV });
  const chromium = await startChromium();
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (!stopped) await server.stop();
    stopped = true;
  };
  try {
    const rows: Row[] = [await firstLoad(chromium, server.url)];
    const context = await newContext(chromium, server.url);
    const page = await context.newPage();
    const alice = await person(page, '+15554000001');
    await page.close();
    const bob = await friend(server.url, '+15554000002');
    rows.push(...(await absence(context, bob, alice)), ...(await longChat(context, bob)));
    rows.push({ what: 'list from cache, server there', ...(await reopened(context)) });
    await bob.close();
    await stop();
    rows.push({ what: 'list from cache, server down', ...(await reopened(context)) });
    return {
      question: 'web',
      setup: { queued: QUEUED, runs: RUNS, keys: KEYS, viewport: `${VIEWPORT.width} × ${VIEWPORT.height}` },
      rows,
    };
  } finally {
    await chromium.close();
    await stop();
  }
}

async function newContext(chromium: Browser, baseURL: string, serviceWorkers: 'allow' | 'block' = 'allow') {
  const context = await chromium.newContext({ baseURL, viewport: VIEWPORT, locale: 'en-GB', serviceWorkers });
  context.setDefaultTimeout(TIMEOUT_MS);
  return context;
}

async function person(page: Page, phone: string): Promise<AccountId> {
  await setUp({ page, phone, name: 'Alice' });
  return JSON.parse((await page.evaluate(() => localStorage.getItem('parley/default/device'))) ?? '{}').account;
}

async function friend(server: string, phone: string): Promise<Client> {
  const code = async ({ developmentCode = '' }) => developmentCode;
  const client = await register({ server, phone, name: 'Bob', store: createMemoryStore(), code });
  client.connect();
  return client;
}

/** Every script that a device that is set up loads, without any cache, until its list is there. */
async function firstLoad(chromium: Browser, baseURL: string): Promise<Row> {
  const context = await newContext(chromium, baseURL, 'block');
  const page = await context.newPage();
  await person(page, '+15554000000');
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  const asked: Request[] = [];
  context.on('request', request => asked.push(request));
  await page.addInitScript(noteList);
  await page.goto('/');
  await listThere(page);
  const { from, until } = await page.evaluate(() => {
    const { listAt = 0 } = globalThis as { listAt?: number };
    return { from: performance.timeOrigin, until: performance.timeOrigin + listAt };
  });
  // Not what the page before was still asking for, nor what an idle page asks for while this program hears of the list.
  const inTime = asked.filter(request => {
    const { startTime } = request.timing();
    return startTime >= from && startTime <= until;
  });
  const scripts = new Set(inTime.map(request => new URL(request.url()).pathname).filter(path => path.endsWith('.js')));
  const bytes = [...scripts].map(gzipBytes);
  await context.close();
  return { what: 'all script until the list', files: scripts.size, 'gzip kB': round(sum(bytes) / 1_000) };
}

/** In the page: when the list and the search above it are in the document. */
function noteList(): void {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('nav[aria-label="Chats"]') || !document.querySelector('input[type=search]')) return;
    Object.assign(globalThis, { listAt: performance.now() });
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

function gzipBytes(path: string): number {
  const file = join(root, 'web/dist', path);
  return statSync(existsSync(`${file}.gz`) ? `${file}.gz` : file).size;
}

async function listThere(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Chats' }).waitFor({ state: 'attached' });
  await page.getByRole('searchbox').waitFor();
}

/** What waits for a device that was away, from opening the app on. */
async function absence(context: BrowserContext, bob: Client, alice: AccountId): Promise<Row[]> {
  const texts = Array.from({ length: QUEUED }, (_, i) => `message ${i + 1} of many that came while nobody was there`);
  await Promise.all(texts.map(text => bob.sendText(alice, text)));
  await bob.whenSent();
  const page = await context.newPage();
  const start = performance.now();
  await page.goto('/', { waitUntil: 'commit' });
  const row = page.getByRole('navigation', { name: 'Chats' }).getByRole('link').filter({ hasText: 'Bob' });
  await row.waitFor();
  const firstMs = performance.now() - start;
  await row.filter({ hasText: `message ${QUEUED} ` }).waitFor();
  const allMs = performance.now() - start;
  await page.close();
  return [{ what: `${QUEUED} queued`, 'first ms': round(firstMs, 0), 'all ms': round(allMs, 0) }];
}

async function longChat(context: BrowserContext, bob: Client): Promise<Row[]> {
  const page = await context.newPage();
  const openMs: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    await page.goto('/');
    await page.getByRole('link').filter({ hasText: 'Bob' }).waitFor();
    openMs.push(await page.evaluate(openChat, bob.account));
  }
  const rows = await page.locator('[data-message]').count();
  await page.getByRole('textbox', { name: 'Message', exact: true }).focus();
  await page.evaluate(watchKeys);
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press('abcdefghij klmnopqrst'.charAt(i % 21));
    await page.waitForTimeout(KEY_GAP_MS);
  }
  const keyMs = await page.evaluate(() => (globalThis as unknown as { keyMs: number[] }).keyMs);
  await page.close();
  return [
    {
      what: `opening a chat of ${QUEUED}`,
      'median ms': round(median(openMs), 0),
      'max ms': round(Math.max(...openMs), 0),
    },
    { what: 'messages in the document', rows },
    { what: 'key to paint', 'p50 ms': round(quantile(keyMs, 0.5)), 'p95 ms': round(quantile(keyMs, 0.95)) },
  ];
}

/** In the page: from the click on the chat until its messages have been painted. */
async function openChat(account: string): Promise<number> {
  const painted = (): Promise<unknown> => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
  const start = performance.now();
  document.querySelector<HTMLElement>(`a[href="/chat/${account}"]`)?.click();
  do await painted();
  while (!document.querySelector('[data-message]'));
  return performance.now() - start;
}

/** In the page: from the time the browser gives a key until the frame after it has been painted. */
function watchKeys(): void {
  const keyMs: number[] = [];
  Object.assign(globalThis, { keyMs });
  addEventListener('keydown', ({ timeStamp }) => {
    requestAnimationFrame(() => setTimeout(() => keyMs.push(performance.now() - timeStamp)));
  });
}

async function reopened(context: BrowserContext): Promise<Row> {
  const ms: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const page = await context.newPage();
    const start = performance.now();
    await page.goto('/', { waitUntil: 'commit' });
    await page.getByRole('link').filter({ hasText: 'Bob' }).waitFor();
    ms.push(performance.now() - start);
    await page.close();
  }
  return { 'median ms': round(median(ms), 0), 'max ms': round(Math.max(...ms), 0) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
