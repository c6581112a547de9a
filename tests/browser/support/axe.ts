import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds serious or critical, a line each (U42), once what fades or slides in has come to rest. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.waitForFunction(rested);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${impact} ${id}: ${html.slice(0, 200)}`));
}

/** Colours of something half faded in are nobody's to judge. What turns for ever (a spinner) is not waited for. */
function rested(): boolean {
  return document
    .getAnimations()
    .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity);
}
