import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRoute, paths, type Route } from './router.ts';

function parse(path: string): Route {
  const { pathname, search } = new URL(path, 'https://chat.example.org');
  return parseRoute(pathname, search);
}

test('U1 every address the app makes is one it reads', () => {
  const account = 'a/b ?ü';
  const routes: readonly (readonly [string, Route])[] = [
    [paths.chats, { page: 'chats' }],
    [paths.archived, { page: 'archived' }],
    [paths.new, { page: 'new' }],
    [paths.chat(account), { page: 'chat', account, info: false }],
    [paths.chat(account, '01:ü&x'), { page: 'chat', account, info: false, at: '01:ü&x' }],
    [paths.info(account), { page: 'chat', account, info: true }],
    [paths.settings(), { page: 'settings' }],
    [paths.settings('about'), { page: 'settings', section: 'about' }],
  ];
  for (const [path, route] of routes) assert.deepEqual(parse(path), route, path);
});

test('addresses that mean nothing are no page of the app', () => {
  for (const path of [
    '/chat',
    '/chat/a/b',
    '/chat/a/info/c',
    '/new/x',
    '/settings/a/b',
    '/elsewhere',
    '/chat/%E0%A4%A',
  ]) {
    const { page } = parseRoute(path);
    assert.equal(page, path.includes('%E0') ? 'chat' : 'unknown', path);
  }
});
