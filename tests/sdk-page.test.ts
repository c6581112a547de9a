// docs/sdk.md says what the SDK has.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { clientErrorTable } from '../client/src/errors.ts';
import { root } from '../dev/node24.mjs';
import { text } from './support/sources.ts';

const page = text('docs/sdk.md');

/** Of the interfaces that a client is made of. */
function membersOf(file: string, name: RegExp): string[] {
  const bodies = [...text(file).matchAll(/^export interface (\w+)[^{]*\{\n(.*?)^\}/gms)];
  return bodies
    .filter(([, interfaceName]) => name.test(interfaceName!))
    .flatMap(([, , body]) => [...body!.matchAll(/^ {2}(?:readonly )?(\w+)[(?:<]/gm)].map(([, member]) => member!));
}

test('every method and event of a client is told in the page of the SDK', () => {
  const files = ['client/src/client.ts', ...globSync('client/src/*/*-client.ts', { cwd: root })];
  const members = files.flatMap(file =>
    membersOf(file, /^(Client|ClientEvents|(Act|Group|Privacy|Profile|Push|Recovery)Client)$/),
  );
  assert.ok(members.length > 80, members.join());
  assert.deepEqual(
    members.filter(name => !new RegExp(`\`${name}[\`(]`).test(page)),
    [],
  );
});

test('the page of the SDK has every error of its own, in the words of the table', () => {
  const rows = Object.entries(clientErrorTable).map(
    ([code, { temporary, message }]) => `| \`${code}\` | ${temporary ? 'yes' : 'no'} | ${message} |`,
  );
  const from = page.indexOf('| code | temporary | when |');
  assert.deepEqual(page.slice(from, page.indexOf('\n\n', from)).split('\n').slice(2), rows);
});

test('the page of the SDK shows the example as it is', () => {
  assert.ok(page.includes(`\`\`\`ts\n${text('docs/examples/echo-bot.ts').trimEnd()}\n\`\`\``));
});
