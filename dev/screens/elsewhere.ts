// What is not in a chat: search, new chats, settings.
import type { Client } from '@parley/client';
import type { Shoot } from './shoot.ts';

const settings = [
  'profile',
  'privacy',
  'devices',
  'account',
  'notifications',
  'appearance',
  'language',
  'storage',
  'shortcuts',
  'about',
] as const;

export async function elsewhere(peer: Client, { page, words, take }: Shoot): Promise<void> {
  await page.goto('/');
  await page.getByRole('searchbox').first().fill('market');
  await page.getByText(words('search_messages'), { exact: true }).waitFor();
  await take('search');
  await page.goto('/new');
  await page.getByText(peer.name).first().waitFor();
  await take('new-chat');
  await page.goto('/settings');
  await take('settings');
  for (const section of settings) {
    await page.goto(`/settings/${section}`);
    await page
      .getByRole('navigation', { name: words('chats_settings'), includeHidden: true })
      .waitFor({ state: 'attached' });
    await take(`settings-${section}`);
  }
}
