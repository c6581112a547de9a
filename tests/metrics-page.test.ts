// No metric without a word on what it means.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { root } from '../dev/node24.mjs';
import { startServerProcess } from './support/server-process.ts';
import { text } from './support/sources.ts';

test('every metric that a server shows is told in the pages of operations', async t => {
  const { url } = await startServerProcess(t);
  const answer = await (await fetch(`${url}/metrics`)).text();
  const shown = [...answer.matchAll(/^# TYPE parley_(?!process_|nodejs_)(\w+) /gm)].map(match => match[1]!);
  assert.ok(shown.length > 20, answer);
  const pages = globSync('docs/{operations,operations/*}.md', { cwd: root }).map(text).join('\n');
  assert.deepEqual(
    shown.filter(name => !new RegExp(`\`(parley_)?${name}[\`{]`).test(pages)),
    [],
  );
});
