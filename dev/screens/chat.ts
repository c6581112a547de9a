// A chat of two, and who the other is.
import type { Client } from '@parley/client';
import { acts } from './acts.ts';
import { filesFrom, filesIn } from './files.ts';
import type { Shoot } from './shoot.ts';

const answers = ['Yes! What time suits you?', 'Coffee is on me ☕'] as const;

export async function chatWith(peer: Client, shoot: Shoot): Promise<void> {
  const { page, words, take } = shoot;
  await peer.setActive(true);
  await page.goto(`/chat/${peer.account}`);
  await page.locator('header').getByText(words('presence_online'), { exact: true }).waitFor();
  const composer = page.getByRole('textbox', { name: words('composer_placeholder'), exact: true });
  for (const answer of answers) {
    await composer.fill(answer);
    await composer.press('Enter');
    await page.locator('[data-message]').filter({ hasText: answer }).waitFor();
  }
  await take('chat');
  await page.locator('[data-message]').last().click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await take('message-menu');
  await page.keyboard.press('Escape');
  await filesIn(peer, shoot);
  await filesFrom(shoot);
  await acts(peer, shoot);
  await page.goto(`/chat/${peer.account}/info`);
  await page.getByRole('button', { name: words('safety_show') }).waitFor();
  await take('contact');
  await page.getByRole('button', { name: words('safety_show') }).click();
  await page.getByRole('button', { name: words('safety_mark') }).waitFor();
  await take('safety-number');
}
