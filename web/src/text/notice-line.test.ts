import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, ChatId, ChatNotice } from '@parley/client';
import { noticeLine } from './notice-line.ts';

const [own, ben, cat] = ['own', 'Ben', 'Cat'] as AccountId[] as [AccountId, AccountId, AccountId];
const said = (author: AccountId, notice: ChatNotice): string =>
  noticeLine({ notice, author, chat: 'g' as ChatId }, { nameOf: account => account, own }).replaceAll(
    /[\u2068\u2069]/g,
    '',
  );

test('U24 who did it is a name or oneself, and so is whom it was done to', () => {
  assert.equal(said(ben, { kind: 'group_added', accounts: [cat] }), 'Ben added Cat');
  assert.equal(said(own, { kind: 'group_added', accounts: [ben, cat] }), 'You added Ben and Cat');
  assert.equal(said(ben, { kind: 'group_added', accounts: [own] }), 'Ben added you');
  assert.equal(said(ben, { kind: 'group_added', accounts: [own, cat] }), 'Ben added you, along with Cat');
  assert.equal(said(ben, { kind: 'group_removed', accounts: [own] }), 'Ben removed you');
  assert.equal(said(own, { kind: 'group_left' }), 'You left');
  assert.equal(said(ben, { kind: 'group_role', account: own, role: 'admin' }), 'You are an admin now');
  assert.equal(
    said(ben, { kind: 'group_role', account: cat, role: 'owner', byRule: true }),
    'The group belongs to Cat now',
  );
});

test('U24 many are counted, and of settings everything that changed is said', () => {
  const accounts = ['A', 'B', 'C', 'D', 'E'] as AccountId[];
  assert.match(said(ben, { kind: 'group_added', accounts }), /^Ben added A, B, C,? and 2 more$/);
  assert.match(said(ben, { kind: 'group_added', accounts: accounts.slice(0, 4) }), /^Ben added A, B, C,? and 1 more$/);
  assert.equal(
    said(ben, { kind: 'group_settings', settings: { announcementsOnly: true, timerS: 86_400 } }),
    'Only admins can write now · New messages disappear after 1 day',
  );
  assert.equal(said(ben, { kind: 'group_settings', settings: { timerS: 0 } }), 'New messages no longer disappear');
});
