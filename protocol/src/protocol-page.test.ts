// The tables of docs/protocol.md say what the code says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { closeTable, mayReconnect } from './close-codes.ts';
import { errorTable } from './errors.ts';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

/** The rows of the table under a heading, as cells. */
function tableUnder(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter(line => line.startsWith('| ') && !/^\| (code|---)/.test(line));
  return rows.map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim().replaceAll('`', '')),
  );
}

test('every error stands on the page as it is in the table', () => {
  assert.deepEqual(
    tableUnder('Errors').filter(row => row.length === 4),
    Object.entries(errorTable).map(([code, { status, temporary, message }]) => [
      code,
      String(status),
      temporary ? 'yes' : 'no',
      message,
    ]),
  );
});

test('every close code stands on the page, with what a client does', () => {
  const told = tableUnder('Close codes').map(([code, name, client, reason]) => [
    code,
    name,
    client,
    reason?.replace(/ \(not sent today.*/, ''),
  ]);
  const rows = Object.entries(closeTable).map(([name, { code, reason }]) => [
    String(code),
    name,
    mayReconnect(code) ? 'reconnect' : 'stop',
    reason,
  ]);
  assert.deepEqual(told, rows);
});
