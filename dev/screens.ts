// `npm run screens`: pictures of every screen of the web app into docs/screens, light, dark, narrow and from right to left.
// A real server, real browsers, the same people and words each time; times are those of the run.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@parley/client';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from '../tests/browser/support/chromium.ts';
import { landscape } from '../tests/browser/support/landscape.ts';
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
const inGroup = [
  'Who takes the tent?',
  'I have one, but it leaks a little',
  'Then I bring the big one. See you on Friday at *6:30* at the station',
] as const;
const answers = ['Yes! What time suits you?', 'Coffee is on me ☕'] as const;
const settings = [
  'profile',
  'privacy',
  'devices',
  'notifications',
  'appearance',
  'language',
  'storage',
  'shortcuts',
  'about',
] as const;
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
  await groupOf(friends, take, page, words);
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
  await filesIn(peer, take, page, words);
  await filesFrom(take, page, words);
  await page.goto(`/chat/${peer.account}/info`);
  await page.getByRole('button', { name: words('safety_show') }).waitFor();
  await take('contact');
  await page.getByRole('button', { name: words('safety_show') }).click();
  await page.getByRole('button', { name: words('safety_mark') }).waitFor();
  await take('safety-number');
}

/** What others have sent beside text. */
async function filesIn(peer: Client, take: Take, page: Page, words: Words): Promise<void> {
  const { account } = JSON.parse((await page.evaluate(() => localStorage.getItem('parley/default/device'))) ?? '{}');
  const waveform = Uint8Array.from({ length: 90 }, (_, i) => Math.abs(Math.sin(i / 6) * Math.cos(i / 2)) * 220 + 20);
  const voice = {
    source: new Blob([new Uint8Array(9_000)]),
    name: 'voice.webm',
    type: 'audio/webm',
    durationMs: 23_000,
  };
  const pdf = { source: new Blob([new Uint8Array(83_000)]), name: 'Stalls on Saturday.pdf', type: 'application/pdf' };
  await peer.sendFiles(account, [await landscape(page, 1_200, 800, 0)], { text: 'Last year it looked like *this*' });
  await peer.sendFiles(account, [{ ...voice, waveform }]);
  await peer.sendFiles(account, [pdf]);
  const pictures = [1, 2, 3].map(season => landscape(page, 800, 800, season));
  await peer.sendFiles(account, await Promise.all(pictures));
  await peer.whenSent();
  const opened = page.getByRole('button', { name: words('files_open_photo') });
  await opened.nth(2).waitFor();
  await take('chat-files');
  await opened.last().click();
  await page
    .getByRole('dialog')
    .getByRole('img', { name: words('files_photo') })
    .waitFor();
  await take('viewer');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** What is looked at before it is sent, and a voice message that is being recorded. */
async function filesFrom(take: Take, page: Page, words: Words): Promise<void> {
  const pictures = await Promise.all([landscape(page, 1_200, 800, 1), landscape(page, 800, 1_200, 2)]);
  const files = pictures.map(async ({ name, type, source }) => {
    return { name, mimeType: type, buffer: Buffer.from(await (source as Blob).arrayBuffer()) };
  });
  const pdf = { name: 'Stalls on Saturday.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(83_000) };
  const chooser = page.locator(`input[type=file][aria-label="${words('media_visuals')}"]`);
  await chooser.setInputFiles([...(await Promise.all(files)), pdf]);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('img').nth(1).waitFor();
  await dialog.getByRole('textbox', { name: words('media_caption') }).fill('From last Saturday');
  await take('attach');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.context().grantPermissions(['microphone']);
  await page.getByRole('button', { name: words('record_start') }).click();
  await page.getByRole('timer').filter({ hasText: '0:03' }).waitFor();
  await page.getByRole('button', { name: words('record_pause') }).click();
  await take('recording');
  await page.getByRole('button', { name: words('record_cancel') }).click();
}

async function groupOf(friends: readonly Client[], take: Take, page: Page, words: Words): Promise<void> {
  const { account } = JSON.parse((await page.evaluate(() => localStorage.getItem('parley/default/device'))) ?? '{}');
  const [nora, samir, yuki] = friends;
  const members = [account, samir!.account, yuki!.account];
  const { id } = await nora!.createGroup({ name: 'Weekend in the hills', description: 'Tents, food, trains', members });
  while (!(await samir!.group(id)) || !(await yuki!.group(id))) await new Promise(setImmediate);
  for (const [i, text] of inGroup.entries()) {
    const from = [nora!, samir!, yuki!][i]!;
    await from.waitFor((await from.sendText(id, text)).id, 'sent');
  }
  await nora!.setRole(id, account, 'admin');
  await page.goto(`/chat/${id}`);
  await page.locator('[data-message]').nth(2).waitFor();
  const composer = page.getByRole('textbox', { name: words('composer_placeholder'), exact: true });
  await composer.fill('I bring the coffee ☕');
  await composer.press('Enter');
  await page.locator('[data-message]').nth(3).waitFor();
  await take('group');
  await page.goto(`/chat/${id}/info`);
  await page.getByText(words('groups_members_title'), { exact: true }).waitFor();
  await take('group-info');
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
