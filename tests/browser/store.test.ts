// The SDK's store on the IndexedDB of a real browser: the suite that every store runs, and what only a browser does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScriptPage } from './support/script-page.ts';
import type { Outcome } from './support/stand-in-test.ts';

type StorePage = { runAll(): Promise<Outcome[]>; keeps(): Promise<readonly [number | undefined, boolean]> };

test("the store's contract holds on a browser's IndexedDB", async t => {
  const page = await openScriptPage(t, 'tests/browser/pages/store-contract.ts');
  const outcomes = await page.evaluate(() => (globalThis as unknown as StorePage).runAll());
  assert.ok(outcomes.length >= 7, `${outcomes.length} tests ran`);
  assert.deepEqual(
    outcomes.filter(({ error }) => error),
    [],
  );
});

test('F29 what is committed is kept, and a database that is taken away is told', async t => {
  const page = await openScriptPage(t, 'tests/browser/pages/store-contract.ts');
  assert.deepEqual(await page.evaluate(() => (globalThis as unknown as StorePage).keeps()), [7, true]);
});
