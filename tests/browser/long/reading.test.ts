// Where a chat opens, what moves it, and what does not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { Peer } from '../support/person.ts';
import { createWorld, type Friend } from '../support/world.ts';

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `number ${from + i}`);

async function deliver({ client }: Friend, to: Peer, texts: readonly string[]): Promise<void> {
  const sent = await Promise.all(texts.map(text => client.sendText(to.account, text)));
  await client.waitFor(sent.at(-1)!.id, 'delivered');
}

/** Where on the screen it stands. */
const top = async (locator: Locator): Promise<number> => Math.round((await locator.boundingBox())!.y);

test('U11 U12 a chat opens at the first unread one; what comes in above or below moves nothing that is read', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const tell = (texts: readonly string[]): Promise<void> => deliver(bob, alice, texts);
  await tell(numbered(1, 120));
  await alice.opens(bob);
  await alice.page.getByText('120 unread messages', { exact: true }).last().waitFor();
  await inSight(alice.message('number 1'));

  const toEnd = alice.page.getByRole('button', { name: /to the end|latest message/ });
  await toEnd.click();
  await inSight(alice.message('number 120'));
  await toEnd.waitFor({ state: 'hidden' });
  await tell(['number 121']);
  await inSight(alice.message('number 121')); // at the end it is followed

  await alice.page.getByRole('list', { name: 'Messages' }).hover();
  await alice.page.mouse.wheel(0, -900);
  await toEnd.waitFor();
  const middle = await someRowInSight(alice.page);
  const before = await top(middle);
  await tell(['number 122', 'number 123']);
  await alice.page.getByRole('button', { name: '2 new messages, go to the end' }).waitFor();
  assert.equal(await top(middle), before, 'what is read stays where it is');
  await toEnd.click();
  await inSight(alice.message('number 123'));
});

test('U11 older messages that are loaded while one scrolls up shift nothing', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await deliver(bob, alice, numbered(1, 300));
  await alice.opens(bob);
  await alice.page.getByRole('button', { name: /to the end|latest message/ }).click();
  await inSight(alice.message('number 300'));
  await alice.page.waitForFunction(() => document.title === 'Parley'); // nothing is unread any more
  await alice.page.reload();
  await inSight(alice.message('number 300')); // all is read: it opens at the end
  await alice.page.getByRole('list', { name: 'Messages' }).hover();
  const STEP = 150;
  for (let steps = 0; !(await isInSight(alice.message('number 1'))); steps++) {
    assert.ok(steps < 250, 'the beginning is reached');
    const row = await someRowInSight(alice.page);
    const before = await top(row);
    await alice.page.mouse.wheel(0, -STEP);
    await settled(alice.page);
    const moved = (await row.count()) > 0 ? (await top(row)) - before : STEP;
    assert.ok(moved >= -1 && moved <= STEP + 1, `step ${steps}: moved by ${moved} px for ${STEP}`);
  }
});

async function inSight(row: Locator): Promise<void> {
  await row.page().waitForFunction(
    element => {
      const { top = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {};
      return bottom > 60 && top < innerHeight - 60;
    },
    await row.elementHandle(),
  );
}

async function isInSight(row: Locator): Promise<boolean> {
  const box = (await row.count()) > 0 ? await row.boundingBox() : null;
  return box !== null && box.y + box.height > 0;
}

/** One that stands in the middle of the window, named by what does not change. */
async function someRowInSight(page: Page): Promise<Locator> {
  const id = await page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-message]')];
    return rows.find(row => row.getBoundingClientRect().top > 300)?.dataset.message;
  });
  return page.locator(`[data-message="${id}"]`);
}

/** Nothing moves any more: two frames in which the scroll stayed where it was. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const list = document.querySelector('[data-messages]')!;
    const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);
    for (let still = 0, last = -1; still < 4; last = list.scrollTop + list.scrollHeight) {
      await frame();
      still = list.scrollTop + list.scrollHeight === last ? still + 1 : 0;
    }
  });
}
