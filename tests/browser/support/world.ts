// A server and the people in their browsers. What a browser complains of fails the test, and what a person saw last is
// kept when a test has failed.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Client } from '@parley/client';
import type { BrowserContextOptions } from 'playwright-core';
import { buildWeb } from '../../../dev/build-web.ts';
import { root } from '../../../dev/node24.mjs';
import { createPeople } from '../../support/people.ts';
import {
  type Scope,
  type ServerOptions,
  type ServerProcess,
  startServerProcess,
} from '../../support/server-process.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { createPerson, type Peer, type Person } from './person.ts';
import { sharedChromium } from './shared-chromium.ts';
import { watchContext } from './watch.ts';
import { wordsIn } from './words.ts';

/** Someone with the SDK in this process: quick, and says exactly what a test needs. */
export interface Friend extends Peer {
  readonly client: Client;
}

export interface World {
  readonly server: ServerProcess;
  /** Someone with a browser in which Parley has never been opened. */
  stranger(name: string, browser?: BrowserContextOptions): Promise<Person>;
  /** Someone who is set up, through the screens, and looks at the empty list. */
  person(name: string, browser?: BrowserContextOptions): Promise<Person>;
  /** Online. */
  friend(name: string): Promise<Friend>;
}

/** What no test of the app itself wants to wait for. */
const ENV = { PARLEY_SENDS_PER_SECOND: '0' };
const FIRST_NUMBER = 15_550_700_000;
const STEP_TIMEOUT_MS = 20_000;

export async function createWorld(
  t: TestContext,
  { camera, ...options }: ServerOptions & { readonly camera?: string } = {},
): Promise<World> {
  await buildWeb(line => process.stderr.write(`${line}\n`));
  const people: Person[] = [];
  const ends: (() => unknown)[] = [];
  const scope: Scope = {
    after: (end: () => unknown) => void ends.push(end),
    get passed() {
      return (t as Scope).passed ?? true;
    },
  };
  // One hook: the first that throws is the last that a test runs. Browsers go before the server, or they would complain.
  t.after(async () => {
    const findings = await leave(t, people);
    for (const end of ends.reverse()) await end();
    assert.deepEqual(findings, []);
  });
  const server = await startServerProcess(scope, { ...options, env: { ...ENV, ...options.env } });
  const friends = createPeople(scope, server.url);

  async function stranger(name: string, browser: BrowserContextOptions = {}): Promise<Person> {
    const network = await startTcpProxy(scope, server.url);
    const context = await (await sharedChromium(camera ? { camera } : {})).newContext({
      locale: 'en-GB',
      ...browser,
      baseURL: network.url,
    });
    context.setDefaultTimeout(STEP_TIMEOUT_MS);
    const watch = await watchContext(context, network.url);
    const phone = `+${FIRST_NUMBER + people.length}`;
    const words = wordsIn((browser.locale ?? 'en').slice(0, 2));
    const person = createPerson({ name, phone, context, network, watch, words, page: await context.newPage() });
    people.push(person);
    return person;
  }

  return {
    server,
    stranger,
    async person(name, browser) {
      const person = await stranger(name, browser);
      await person.setsUp();
      return person;
    },
    async friend(name) {
      const { client } = await friends.register(name);
      client.connect();
      await client.whenOnline();
      return { name, account: client.account, client };
    },
  };
}

/** What the browsers have complained of. */
async function leave(t: TestContext, people: readonly Person[]): Promise<string[]> {
  if ((t as Scope).passed === false) for (const person of people) await keep(t, person);
  const findings = people.flatMap(({ name, watch }) => watch.findings().map(what => `${name}'s browser: ${what}`));
  await Promise.all(people.map(({ context }) => context.close()));
  return findings;
}

/** A picture of every tab, and what a screen reader would find there. */
async function keep(t: TestContext, { name, context }: Person): Promise<void> {
  const folder = join(root, '.cache/browser', t.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60));
  mkdirSync(folder, { recursive: true });
  for (const [i, page] of context.pages().entries()) {
    const path = join(folder, `${name}-${i}`);
    const tree = await page.locator('body').ariaSnapshot().catch(String);
    writeFileSync(`${path}.txt`, `${page.url()}\n${tree}\n`);
    await page.screenshot({ path: `${path}.png` }).catch(() => undefined);
    process.stderr.write(`what ${name} saw: ${path}.png, .txt\n`);
  }
}
