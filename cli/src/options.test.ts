import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exitCodeOf, exitCodes, UsageError } from './exit.ts';
import { milliseconds, wholeNumber } from './options.ts';

test('durations', () => {
  const read = ['10s', '500ms', '2m', '1h', '1d', '7', '0.5s'].map(text => milliseconds('--for', text));
  assert.deepEqual(read, [10_000, 500, 120_000, 3_600_000, 86_400_000, 7_000, 500]);
  for (const text of ['', 'soon', '-1s', '1w', '1 s']) assert.throws(() => milliseconds('--for', text), UsageError);
});

test('counts', () => {
  assert.equal(wholeNumber('--count', '12'), 12);
  for (const text of ['0', '-1', '1.5', 'x', '']) assert.throws(() => wholeNumber('--count', text), UsageError);
});

test('an exit code for each kind of failure', async () => {
  const { ParleyError } = await import('@parley/client');
  const codeOf = (code: ConstructorParameters<typeof ParleyError>[0]) => exitCodeOf(new ParleyError(code));
  assert.equal(exitCodeOf(new Error('?')), exitCodes.unexpected);
  assert.equal(exitCodeOf(new UsageError('?')), exitCodes.usage);
  assert.equal(codeOf('bad_phone'), exitCodes.usage);
  assert.equal(codeOf('unauthorized'), exitCodes.notRegistered);
  assert.equal(codeOf('content_too_large'), exitCodes.refused);
  assert.equal(codeOf('unreachable'), exitCodes.notNow);
  assert.equal(exitCodeOf(AbortSignal.timeout(0).reason ?? new DOMException('', 'TimeoutError')), exitCodes.notNow);
});
