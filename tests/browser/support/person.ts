// A person before a browser: what is done reads like the scenario it belongs to, and waits on what the person would see.
import type { BrowserContext, Page } from 'playwright-core';
import type { TcpProxy } from '../../support/tcp-proxy.ts';
import type { Watch } from './watch.ts';

export interface PersonParts {
  readonly name: string;
  /** In international form. */
  readonly phone: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Between this browser and the server. */
  readonly network: TcpProxy;
  readonly watch: Watch;
}

export interface Person extends PersonParts {
  /** Opens an address of the app. */
  visits(path: string): Promise<void>;
  /** Makes the device, through the screens. */
  setsUp(): Promise<void>;
}

export function createPerson(parts: PersonParts): Person {
  const { page } = parts;
  return {
    ...parts,
    async visits(path) {
      await page.goto(path);
    },
    async setsUp() {
      throw new Error('to come with the screens');
    },
  };
}
