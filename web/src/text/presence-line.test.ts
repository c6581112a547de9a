import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presenceLine } from './presence-line.ts';

const noon = new Date(2026, 4, 14, 12, 30).getTime(); // a Thursday
const DAY_MS = 86_400_000;
const seen = (daysAgo: number): string =>
  presenceLine({ online: false, lastSeen: noon - daysAgo * DAY_MS }, noon + 60_000).replaceAll(/\s/g, ' ');

test('U33 somebody is online, or was last: today, yesterday, on a weekday, on a date', () => {
  assert.equal(presenceLine({ online: true }, noon), 'online');
  assert.equal(presenceLine({ online: false }, noon), '');
  assert.equal(seen(0), 'last seen today at 12:30 PM');
  assert.equal(seen(1), 'last seen yesterday at 12:30 PM');
  assert.equal(seen(3), 'last seen Monday at 12:30 PM');
  assert.equal(seen(10), 'last seen on 05/04/26');
});

test('U33 a clock that is behind the server makes nobody come from tomorrow', () => {
  assert.match(presenceLine({ online: false, lastSeen: noon + 2 * DAY_MS }, noon), /today/);
});
