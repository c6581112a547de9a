// `npm run screens`: pictures of every screen of the web app into docs/screens, light, dark, narrow and from right to left.
// A real server, real browsers, the same people and words each time; times are those of the run.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@parley/client';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from '../tests/browser/support/chromium.ts';
import { enterName, enterNumber } from '../tests/browser/support/onboarding.ts';
import { type Words, wordsIn } from '../tests/browser/support/words.ts';
import { createPeople } from '../tests/support/people.ts';
import { startServerProcess } from '../tests/support/server-process.ts';
import { buildWeb } from './build-web.ts';
import { root } from './node24.mjs';

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
const answers = ['Yes! What time suits you?', 'Coffee is on me ☕'] as const;
const settings = ['profile', 'notifications', 'appearance', 'language', 'storage', 'shortcuts', 'about'] as const;
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
  await setUpWith(take, page, phone, words);
  const account = JSON.parse(
    (await page.evaluate(() => localStorage.getItem('parley/default/device'))) ?? '{}',
  ).account;
  for (const friend of friends) {
    for (const text of said[friend.name] ?? []) await friend.sendText(account, text);
    await friend.whenSent();
  }
  const peer = friends.at(-1)!;
  await page.getByRole('link').filter({ hasText: peer.name }).waitFor();
  await take('chats');
  await chatWith(peer, take, page, words);
  await elsewhere(peer, take, page, words);
  await context.close();
}

type Take = (screen: string) => Promise<void>;

async function setUpWith(take: Take, page: Page, phone: string, words: Words): Promise<void> {
  await page.goto('/');
  await page.getByRole('textbox', { name: words('onboarding_phone') }).waitFor();
  await take('setup-number');
  await enterNumber(page, phone, words);
  await page.getByRole('textbox', { name: words('profile_name') }).waitFor();
  await take('setup-name');
  await enterName({ page, phone, name: 'Mia Rossi', words });
  const use = page.getByRole('button', { name: words('onboarding_development_use') });
  await use.waitFor();
  await take('setup-code');
  await use.click();
  await page.getByRole('navigation', { name: words('chats_title') }).waitFor({ state: 'attached' });
  await take('chats-empty');
}

async function chatWith(peer: Client, take: Take, page: Page, words: Words): Promise<void> {
  await page.goto(`/chat/${peer.account}`);
  const composer = page.getByRole('textbox', { name: words('composer_placeholder'), exact: true });
  for (const answer of answers) {
    await composer.fill(answer);
    await composer.press('Enter');
    await page.locator('[data-message]').filter({ hasText: answer }).waitFor();
  }
  await take('chat');
  await page.locator('[data-message]').last().click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await take('message-menu');
  await page.keyboard.press('Escape');
  await page.goto(`/chat/${peer.account}/info`);
  await page.getByRole('button', { name: words('safety_show') }).waitFor();
  await take('contact');
  await page.getByRole('button', { name: words('safety_show') }).click();
  await page.getByRole('button', { name: words('safety_mark') }).waitFor();
  await take('safety-number');
}

async function elsewhere(peer: Client, take: Take, page: Page, words: Words): Promise<void> {
  await page.goto('/');
  await page.getByRole('searchbox').first().fill('market');
  await page.getByText(words('search_messages'), { exact: true }).waitFor();
  await take('search');
  await page.goto('/new');
  await page.getByText(peer.name).first().waitFor();
  await take('new-chat');
  await page.goto('/settings');
  await take('settings');
  for (const section of settings) {
    await page.goto(`/settings/${section}`);
    await page
      .getByRole('navigation', { name: words('chats_settings'), includeHidden: true })
      .waitFor({ state: 'attached' });
    await take(`settings-${section}`);
  }
}

/** Nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    await document.fonts.ready;
    const moving = document
      .getAnimations()
      .filter(animation => animation.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(moving.map(({ finished }) => finished));
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
