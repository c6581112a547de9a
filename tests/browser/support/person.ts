// A person before a browser: what is done reads like the scenario it belongs to, and waits on what the person would see.
import type { AccountId } from '@parley/protocol';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { TcpProxy } from '../../support/tcp-proxy.ts';
import { setUp } from './onboarding.ts';
import type { Watch } from './watch.ts';
import type { Words } from './words.ts';

export interface PersonParts {
  readonly name: string;
  /** In international form. */
  readonly phone: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Between this browser and the server. */
  readonly network: TcpProxy;
  readonly watch: Watch;
  /** What the app says in the language of this browser. */
  readonly words: Words;
}

/** Whom a chat can be opened with, in whatever client they are. */
export interface Peer {
  readonly name: string;
  readonly account: AccountId;
}

export type Reached = 'Waiting to be sent' | 'Sent' | 'Delivered' | 'Read' | 'Not sent';

export interface Person extends PersonParts {
  /** Once set up. */
  readonly account: AccountId;
  /** Opens an address of the app. */
  visits(path: string): Promise<void>;
  /** Makes the device, through the screens. */
  setsUp(): Promise<void>;
  /** Opens the chat from the list, or by its address when it is not there yet. */
  opens(peer: Peer): Promise<void>;
  /** Writes it and sends it with Enter. */
  writes(...texts: string[]): Promise<void>;
  /** That stands in the composer, not sent. */
  hasWritten(text: string): Promise<void>;
  /** It stands in the open chat. */
  sees(text: string): Promise<void>;
  /** Its ticks say that it got that far. */
  seesState(text: string, reached: Reached): Promise<void>;
  /** The network is gone, and the browser knows. */
  losesNetwork(): Promise<void>;
  findsNetwork(): Promise<void>;
  /** Another tab of the same browser. */
  newTab(path?: string): Promise<Person>;
  readonly composer: Locator;
  /** A message of the open chat. */
  message(text: string, reached?: Reached): Locator;
  /** A row of the list of chats. */
  row(name: string): Locator;
}

export function createPerson(parts: PersonParts): Person {
  const { page, context, network, watch, words } = parts;
  let account: AccountId | undefined;
  const composer = page.getByRole('textbox', { name: words('composer_placeholder'), exact: true });
  const row = (name: string): Locator =>
    page
      .getByRole('navigation', { name: words('chats_title') })
      .getByRole('link')
      .filter({ hasText: name });
  const message = (text: string, reached?: Reached): Locator =>
    page.getByRole('listitem', { name: labelOf(words, text, reached) });
  return {
    ...parts,
    composer,
    row,
    message,
    get account() {
      if (!account) throw new Error(`${parts.name} is not set up`);
      return account;
    },
    async visits(path) {
      await page.goto(path);
    },
    async setsUp() {
      await setUp(parts);
      account = await ownAccount(page);
    },
    async opens(peer) {
      await page.getByRole('heading', { name: words('chats_title'), exact: true }).waitFor({ state: 'attached' });
      if (await row(peer.name).isVisible()) await row(peer.name).click();
      else await page.goto(`/chat/${peer.account}`);
      await composer.waitFor();
    },
    async writes(...texts) {
      for (const text of texts) {
        await composer.fill(text);
        await composer.press('Enter');
      }
    },
    async hasWritten(text) {
      await composer.waitFor();
      await page.waitForFunction(([field, wanted]) => (field as HTMLTextAreaElement).value === wanted, [
        await composer.elementHandle(),
        text,
      ] as const);
    },
    sees: text => message(text).waitFor(),
    seesState: (text, reached) => message(text, reached).waitFor(),
    async losesNetwork() {
      watch.allow(/ERR_|WebSocket connection/);
      network.down();
      await context.setOffline(true);
    },
    async findsNetwork() {
      network.up();
      await context.setOffline(false);
    },
    async newTab(path = '/') {
      const tab = createPerson({ ...parts, page: await context.newPage() });
      await tab.visits(path);
      return Object.defineProperty(tab, 'account', { get: () => account });
    },
  };
}

/** What the tab notes down for the case that the browser removes the rest (F29). */
async function ownAccount(page: Page): Promise<AccountId> {
  const marker = await page.evaluate(() => localStorage.getItem('parley/default/device'));
  return JSON.parse(marker ?? '{}').account;
}

/** What a message is called: who, what, when, and how far it got. */
function labelOf(words: Words, text: string, reached?: Reached): RegExp {
  const parts: Readonly<Record<string, string>> = { name: '.+', text: literal(text), time: '[^,]+' };
  const label = literal(words('message_label')).replaceAll(/\\\{(\w+)\\\}/g, (_, name: string) => parts[name] ?? '');
  return new RegExp(`^${label}${reached ? `, ${reached}` : '(, |$)'}`);
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
