// A page with one script of ours and nothing else, for what is no screen: the SDK itself in the browser.
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { root } from '../../../dev/node24.mjs';
import { sharedChromium } from './shared-chromium.ts';

/** What tests that also run in Node import from there. */
const standIns = {
  'node:test': join(root, 'tests/browser/support/stand-in-test.ts'),
  'node:assert/strict': join(root, 'tests/browser/support/stand-in-assert.ts'),
};

async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    resolve: { alias: standIns },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: join(root, entry), formats: ['es'], fileName: 'script' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [{ output }] = built as Rolldown.RolldownOutput[] as [Rolldown.RolldownOutput];
  return output[0].code;
}

/** At `origin`, which is asked for nothing that the script does not ask for; closed with the test. */
export async function openScriptPage(t: TestContext, entry: string, origin = 'http://127.0.0.1:9'): Promise<Page> {
  const script = await bundled(entry);
  const context = await (await sharedChromium()).newContext();
  t.after(() => context.close());
  await context.route(`${origin}/script-page`, route =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>script</title>' }),
  );
  await context.route(`${origin}/script-page.js`, route =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  const page = await context.newPage();
  await page.goto(`${origin}/script-page`);
  await page.addScriptTag({ url: '/script-page.js', type: 'module' });
  return page;
}
