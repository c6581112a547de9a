// `npm run screens`: pictures of every screen of the web app into docs/screens, light, dark, narrow and from right to left.
// A real server, real browsers, the same people and words each time; times are those of the run.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@parley/client';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { startChromium } from '../../tests/browser/support/chromium.ts';
import { wordsIn } from '../../tests/browser/support/words.ts';
import { createPeople } from '../../tests/support/people.ts';
import { startServerProcess } from '../../tests/support/server-process.ts';
import { buildWeb } from '../build-web.ts';
import { root } from '../node24.mjs';
import { chatWith } from './chat.ts';
import { elsewhere } from './elsewhere.ts';
import { groupOf } from './group.ts';
import { setUpWith } from './setup.ts';
import { accountOn, settled } from './shoot.ts';

interface Look {
  readonly name: string;
  readonly phone: string;
  readonly browser: BrowserContextOptions;
}

const wide = { width: 1280, height: 800 };
const looks: readonly Look[] = [
  { name: 'light', phone: '+15550700001', browser: { viewport: wide, colorScheme: 'light', locale: 'en-GB' } },
  { name: 'dark', phone: '+15550700002', browser: { viewport: wide, colorScheme: 'dark', locale: 'en-GB' } },
  {
    name: 'narrow',
    phone: '+15550700003',
    browser: { viewport: { width: 390, height: 800 }, colorScheme: 'light', locale: 'en-GB' },
  },
  { name: 'rtl', phone: '+15550700004', browser: { viewport: wide, colorScheme: 'light', locale: 'ar' } },
];

const said: Readonly<Record<string, readonly string[]>> = {
  'Nora Lindqvist': ['The ferry leaves at 7:40, not at 8', 'I have your book with me'],
  'Samir Haddad': ['هل نلتقي يوم السبت في السوق؟'],
  'Yuki Tanaka': ['来週の火曜日はどうですか？'],
  'Tom Becker': [
    'Are you coming to the market on *Saturday*?',
    'The stalls are listed at https://example.org/market',
    '🎉',
    'I can bring the big basket, if you take care of the coffee.',
  ],
};
const STEP_TIMEOUT_MS = 30_000;

const folder = join(root, 'docs/screens');
const ends: (() => unknown)[] = [];
const scope = { after: (end: () => unknown) => void ends.push(end) };
try {
  await buildWeb(line => process.stderr.write(`${line}\n`));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const server = await startServerProcess(scope);
  const chromium = await startChromium();
  ends.push(() => chromium.close());
  const people = createPeople(scope, server.url);
  const friends: Client[] = [];
  for (const name of Object.keys(said)) friends.push((await people.register(name)).client);
  for (const client of friends) client.connect();
  for (const look of looks) await takeAll(look, chromium, server.url, friends);
} finally {
  for (const end of ends.reverse()) await end();
}

async function takeAll({ name, phone, browser }: Look, chromium: Browser, baseURL: string, friends: readonly Client[]) {
  process.stderr.write(`Taking pictures: ${name}\n`);
  const context = await chromium.newContext({ ...browser, baseURL, reducedMotion: 'reduce' });
  context.setDefaultTimeout(STEP_TIMEOUT_MS);
  const page = await context.newPage();
  const words = wordsIn((browser.locale ?? 'en').slice(0, 2));
  const take = async (screen: string): Promise<void> => {
    await settled(page);
    await page.screenshot({ path: join(folder, `${screen}-${name}.png`) });
  };
  const shoot = { page, words, friends, take };
  await setUpWith(phone, shoot);
  const account = await accountOn(page);
  for (const friend of friends) {
    for (const text of said[friend.name] ?? []) await friend.sendText(account, text);
    await friend.whenSent();
  }
  const peer = friends.at(-1)!;
  await page.getByRole('link').filter({ hasText: peer.name }).waitFor();
  await take('chats');
  await chatWith(peer, shoot);
  await groupOf(shoot);
  await elsewhere(peer, shoot);
  await context.close();
}
