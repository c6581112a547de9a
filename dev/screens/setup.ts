// From the first page to an empty list of chats.
import { enterName, enterNumber } from '../../tests/browser/support/onboarding.ts';
import type { Shoot } from './shoot.ts';

export async function setUpWith(phone: string, { page, words, take }: Shoot): Promise<void> {
  await page.goto('/');
  await page.getByRole('textbox', { name: words('onboarding_phone') }).waitFor();
  await take('setup-number');
  await enterNumber(page, phone, words);
  await page.getByRole('textbox', { name: words('profile_name') }).waitFor();
  await take('setup-name');
  await enterName({ page, phone, name: 'Mia Rossi', words });
  const use = page.getByRole('button', { name: words('onboarding_development_use') });
  await use.waitFor();
  await take('setup-code');
  await use.click();
  await page.getByRole('navigation', { name: words('chats_title') }).waitFor({ state: 'attached' });
  await take('chats-empty');
}
