import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParleyError } from '../errors.ts';
import { openAnswers, type Request, type ToTab } from './messages.ts';
import { createRequests } from './requests.ts';

const standing = { term: 't', version: 1, snapshot: { state: 'ready', connection: { state: 'online' } } } as const;
let profiles = 0;

/** What a tab hears after asking for something that fails with `code`. */
async function answerTo(request: Pick<Request, 'method' | 'again'>, code: 'not_failed' | 'unreachable') {
  const profile = `requests-${++profiles}`;
  const answers = openAnswers<ToTab, never>(profile, 'tab');
  const heard = Promise.withResolvers<ToTab>();
  answers.received = heard.resolve;
  const call = () => Promise.reject(new ParleyError(code));
  createRequests(profile, call, () => standing).take({ kind: 'request', tab: 'tab', id: 1, args: [], ...request });
  const answer = await heard.promise;
  answers.close();
  return answer.kind === 'failure' ? answer.error.code : answer.kind;
}

test('D4 what an earlier leader may have done is done: asked again, its refusal means that it was', async () => {
  assert.equal(await answerTo({ method: 'retry', again: true }, 'not_failed'), 'answer');
  assert.equal(await answerTo({ method: 'discard', again: true }, 'not_failed'), 'answer');
  assert.equal(await answerTo({ method: 'retry', again: false }, 'not_failed'), 'not_failed');
  assert.equal(await answerTo({ method: 'retry', again: true }, 'unreachable'), 'unreachable');
  assert.equal(await answerTo({ method: 'messages', again: true }, 'not_failed'), 'not_failed');
});

test('what cannot be sent to the tab is a failure of that request, and not silence', async () => {
  const answers = openAnswers<ToTab, never>('requests-clone', 'tab');
  const heard = Promise.withResolvers<ToTab>();
  answers.received = heard.resolve;
  const call = async () => () => 'a function cannot be cloned';
  createRequests('requests-clone', call, () => standing).take({
    kind: 'request',
    tab: 'tab',
    id: 1,
    method: 'status',
    args: [],
    again: false,
  });
  assert.equal((await heard.promise).kind, 'failure');
  answers.close();
});
