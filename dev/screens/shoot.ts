// What is done for each picture, whichever look it has.
import type { Client } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import type { Page } from 'playwright-core';
import type { Words } from '../../tests/browser/support/words.ts';

export interface Shoot {
  readonly page: Page;
  readonly words: Words;
  /** The friends of the person on the page, all online. */
  readonly friends: readonly Client[];
  /** Takes a picture when nothing moves any more. */
  readonly take: (screen: string) => Promise<void>;
}

/** Of the person on the page. */
export async function accountOn(page: Page): Promise<AccountId> {
  const device = await page.evaluate(() => localStorage.getItem('parley/default/device'));
  return JSON.parse(device ?? '{}').account;
}

export /** Nothing is on its way any more. */
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
